<%_ if (needs.has('DEBUG')) { _%>
# Off unless the config var says otherwise. Any other text, "False" among them, means off.
DEBUG = <%- read.flag('DEBUG', false) %>

<%_ } _%>
<%_ if (needs.has('SECRET_KEY')) { _%>
# Signs sessions and reset links. Heroku generates it when it makes an app from app.json.
SECRET_KEY = <%- read.required(keyVariable) %>

<%_ } _%>
<%_ if (needs.has('ALLOWED_HOSTS')) { _%>
# Host names with commas between. Blanks are dropped: " www.example.com" would never match.
ALLOWED_HOSTS = [
    host.strip() for host in <%- read.required('ALLOWED_HOSTS') %>.split(",") if host.strip()
]
# An empty list passes the deploy check, and then every request is answered with 400.
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS names no host, such as www.example.com")

<%_ } _%>
