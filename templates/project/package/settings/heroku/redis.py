# Only the build may go without Redis: it collects static files before an add-on is attached.
if not <%- read.text('REDIS_URL') %> and "collectstatic" not in sys.argv:
    raise ImproperlyConfigured(
        "There is no REDIS_URL. Attach a store: heroku addons:create heroku-redis:<%- plan %>"
    )
REDIS_URL = <%- read.text('REDIS_URL') %> or "redis://"
