# Only the build may go without a mail server<%- sender ? ' and a sender' : '' %>. The timeout is in seconds: mail
# that a page sends should not hold the page up for long.
<%_ if (sender) { _%>
if "collectstatic" not in sys.argv and not (
    <%- read.text('EMAIL_HOST') %> and <%- read.text('DEFAULT_FROM_EMAIL') %>
):
    raise ImproperlyConfigured(
        "Mail needs a server, and a sender that it accepts: "
        "heroku config:set EMAIL_HOST=... DEFAULT_FROM_EMAIL=..."
    )
<%_ } else { _%>
if "collectstatic" not in sys.argv and not <%- read.text('EMAIL_HOST') %>:
    raise ImproperlyConfigured("Mail needs a server: heroku config:set EMAIL_HOST=...")
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
# Visitors get mail from the one, admins from the other.
DEFAULT_FROM_EMAIL = <%- read.text('DEFAULT_FROM_EMAIL', '') %>
SERVER_EMAIL = DEFAULT_FROM_EMAIL
<%_ } _%>
