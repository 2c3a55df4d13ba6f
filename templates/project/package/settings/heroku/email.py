# Only the build may go without a mail server. Mail that a page sends should not hold the page up
# for long, hence the timeout in seconds.
if not <%- read.text('EMAIL_HOST') %> and "collectstatic" not in sys.argv:
    raise ImproperlyConfigured("There is no mail server: heroku config:set EMAIL_HOST=...")
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
# Providers refuse mail from an address that they do not know.
DEFAULT_FROM_EMAIL = <%- read.text('DEFAULT_FROM_EMAIL') %> or "webmaster@localhost"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
