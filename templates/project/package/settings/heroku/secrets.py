<%_ if (needs.has('DEBUG')) { _%>
# Off unless the config var turns it on. The string "False" means off.
DEBUG = <%- read.flag('DEBUG', false) %>

<%_ } _%>
<%_ if (needs.has('SECRET_KEY')) { _%>
# Signs sessions and password reset links. Heroku generates one for each app that it creates
# from app.json.
SECRET_KEY = <%- read.required(keyVariable) %>

<%_ } _%>
<%_ if (needs.has('ALLOWED_HOSTS')) { _%>
# Comma-separated host names. Strip spaces: " www.example.com" would never match.
ALLOWED_HOSTS = [
    host.strip() for host in <%- read.required('ALLOWED_HOSTS') %>.split(",") if host.strip()
]
# With an empty list, Django answers every request with 400.
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS contains no host, such as www.example.com")

<%_ } _%>
