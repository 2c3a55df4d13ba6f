# Only collectstatic may run without Redis: the first build runs before the add-on is attached.
if not <%- read.text('REDIS_URL') %> and "collectstatic" not in sys.argv:
    raise ImproperlyConfigured(
        "REDIS_URL is missing. Attach Redis: heroku addons:create heroku-redis:<%- plan %>"
    )
REDIS_URL = <%- read.text('REDIS_URL') %> or "redis://"
