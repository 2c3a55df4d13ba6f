<%_ const lookup = (name) => environ ? `env("${name}")` : `required("${name}")`; _%>
# The provider's server, over TLS. Mail that a page sends should not hold the page up for long.
<%_ if (mailers) { _%>
MAILERS = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": <%- lookup('EMAIL_HOST') %>,
            "port": int(os.environ.get("EMAIL_PORT") or 587),
            "username": os.environ.get("EMAIL_HOST_USER", ""),
            "password": os.environ.get("EMAIL_HOST_PASSWORD", ""),
            "use_tls": os.environ.get("EMAIL_USE_TLS", "true").lower() in ("1", "true", "yes", "on"),
            "timeout": 10,
        },
    }
}
<%_ } else { _%>
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = <%- lookup('EMAIL_HOST') %>
EMAIL_PORT = int(os.environ.get("EMAIL_PORT") or 587)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = os.environ.get("EMAIL_USE_TLS", "true").lower() in ("1", "true", "yes", "on")
EMAIL_TIMEOUT = 10
<%_ } _%>
# Providers refuse mail from an address that they do not know.
DEFAULT_FROM_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL") or "webmaster@localhost"
SERVER_EMAIL = DEFAULT_FROM_EMAIL
