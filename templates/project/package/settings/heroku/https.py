<%_ if (needs.has('SECURE_PROXY_SSL_HEADER')) { _%>
# Heroku's router terminates TLS and reports it in this header, which clients cannot forge.
# Without this setting, SECURE_SSL_REDIRECT redirects forever.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
<%_ } _%>
<%_ if (needs.has('SECURE_SSL_REDIRECT')) { _%>
# The router accepts plain HTTP too. Redirect those requests to HTTPS.
SECURE_SSL_REDIRECT = True
<%_ } _%>
<%_ if (needs.has('SESSION_COOKIE_SECURE') || needs.has('CSRF_COOKIE_SECURE')) { _%>
# Never send cookies over plain HTTP.
<%_ } _%>
<%_ if (needs.has('SESSION_COOKIE_SECURE')) { _%>
SESSION_COOKIE_SECURE = True
<%_ } _%>
<%_ if (needs.has('CSRF_COOKIE_SECURE')) { _%>
CSRF_COOKIE_SECURE = True
<%_ } _%>
<%_ if (needs.has('SECURE_HSTS_SECONDS')) { _%>
# Browsers remember this, and it cannot be undone. Start with <%- hstsWords %>, and raise it to
# 31536000 (a year) once HTTPS works on every domain.
SECURE_HSTS_SECONDS = <%- read.number('SECURE_HSTS_SECONDS', hstsSeconds) %>
<%_ } _%>
<%_ if (needs.has('SILENCED_SYSTEM_CHECKS')) { _%>
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for subdomains: only once all of them support HTTPS
    "security.W021",  # HSTS preload list: removal takes months
]
<%_ } _%>
