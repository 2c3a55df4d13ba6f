<%_ if (needs.has('SECURE_PROXY_SSL_HEADER')) { _%>
# TLS ends at Heroku's router, which reports it in this header and lets no client set it.
# Without it the redirect below would never end.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
<%_ } _%>
<%_ if (needs.has('SECURE_SSL_REDIRECT')) { _%>
# The router answers plain HTTP as well. Those visitors are sent to HTTPS.
SECURE_SSL_REDIRECT = True
<%_ } _%>
<%_ if (needs.has('SESSION_COOKIE_SECURE') || needs.has('CSRF_COOKIE_SECURE')) { _%>
# Cookies in clear on a shared network are an open session.
<%_ } _%>
<%_ if (needs.has('SESSION_COOKIE_SECURE')) { _%>
SESSION_COOKIE_SECURE = True
<%_ } _%>
<%_ if (needs.has('CSRF_COOKIE_SECURE')) { _%>
CSRF_COOKIE_SECURE = True
<%_ } _%>
<%_ if (needs.has('SECURE_HSTS_SECONDS')) { _%>
# Browsers remember this and it cannot be recalled: <%- hstsWords %> to begin with, 31536000 (a year)
# once every domain is proven.
SECURE_HSTS_SECONDS = <%- read.number('SECURE_HSTS_SECONDS', hstsSeconds) %>
<%_ } _%>
<%_ if (needs.has('SILENCED_SYSTEM_CHECKS')) { _%>
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # HSTS for all subdomains: only when each of them is known to speak HTTPS
    "security.W021",  # the browsers' preload list: leaving it takes months
]
<%_ } _%>
