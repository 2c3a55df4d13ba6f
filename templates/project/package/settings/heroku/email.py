# Only collectstatic may run without a mail server<%- sender ? ' and a sender' : '' %>. The timeout, in seconds,
# keeps a slow mail server from blocking requests for long.
<%_ if (sender) { _%>
if "collectstatic" not in sys.argv and not (
    <%- read.text('EMAIL_HOST') %> and <%- read.text('DEFAULT_FROM_EMAIL') %>
):
    raise ImproperlyConfigured(
        "Set a mail server, and a sender that it accepts: "
        "heroku config:set EMAIL_HOST=... DEFAULT_FROM_EMAIL=..."
    )
<%_ } else { _%>
if "collectstatic" not in sys.argv and not <%- read.text('EMAIL_HOST') %>:
    raise ImproperlyConfigured("Set a mail server: heroku config:set EMAIL_HOST=...")
<%_ } _%>
<%_ if (mailers) { _%>
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": <%- read.text('EMAIL_HOST', '') %>,
            "port": <%- read.number('EMAIL_PORT', 587) %>,
            "username": <%- read.text('EMAIL_HOST_USER', '') %>,
            "password": <%- read.text('EMAIL_HOST_PASSWORD', '') %>,
            "use_tls": <%- read.flag('EMAIL_USE_TLS', true) %>,
            "timeout": 10,
        },
    }
}
<%_ } else { _%>
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = <%- read.text('EMAIL_HOST', '') %>
EMAIL_PORT = <%- read.number('EMAIL_PORT', 587) %>
EMAIL_HOST_USER = <%- read.text('EMAIL_HOST_USER', '') %>
EMAIL_HOST_PASSWORD = <%- read.text('EMAIL_HOST_PASSWORD', '') %>
EMAIL_USE_TLS = <%- read.flag('EMAIL_USE_TLS', true) %>
EMAIL_TIMEOUT = 10
<%_ } _%>
<%_ if (sender) { _%>
# The sender of mail to users, and the sender of error reports to ADMINS.
DEFAULT_FROM_EMAIL = <%- read.text('DEFAULT_FROM_EMAIL', '') %>
SERVER_EMAIL = DEFAULT_FROM_EMAIL
<%_ } _%>
