# Only collectstatic may run without a database: the first build runs before one is attached.
# Everything else fails here rather than at its first query.
if not <%- read.text('DATABASE_URL') %> and "collectstatic" not in sys.argv:
    raise ImproperlyConfigured(
        "DATABASE_URL is missing. Attach a database: "
        "heroku addons:create heroku-postgresql:<%- plan %>"
    )
<% if (read.style === 'environ') { -%>
<% if (others) { -%>
DATABASES = {
    **DATABASES,<%- shared ? '  # noqa: F405' : '' %>
    "default": <%- read.name %>.db("DATABASE_URL", default="sqlite://:memory:"),
}
<% } else { -%>
DATABASES = {"default": <%- read.name %>.db("DATABASE_URL", default="sqlite://:memory:")}
<% } -%>
<% if (asgi) { -%>
# Django advises against persistent connections under ASGI.
DATABASES["default"]["CONN_MAX_AGE"] = 0
<% } else { -%>
# Reuse connections for up to 600 seconds: a new TLS connection per request is slow.
DATABASES["default"]["CONN_MAX_AGE"] = 600
# Heroku may restart the database while the app is running.
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
<% } -%>
if <%- read.text('DATABASE_URL', '') %>.startswith("postgres"):
    # Heroku Postgres requires TLS. SQLite rejects this option.
    DATABASES["default"].setdefault("OPTIONS", {})["sslmode"] = "require"
<% } else { -%>
DATABASES = {
<% if (others) { -%>
    **DATABASES,<%- shared ? '  # noqa: F405' : '' %>
<% } -%>
    "default": dj_database_url.config(
<% if (read.name !== undefined) { -%>
        default=<%- read.text('DATABASE_URL') %>,
<% } -%>
<% if (asgi) { -%>
        conn_max_age=0,  # Django advises against persistent connections under ASGI
<% } else { -%>
        conn_max_age=600,  # seconds; a new TLS connection per request is slow
        conn_health_checks=True,  # Heroku may restart the database at any time
<% } -%>
        # Heroku Postgres requires TLS. SQLite rejects this option.
        ssl_require=<%- read.text('DATABASE_URL', '') %>.startswith("postgres"),
    )
}
<% } -%>
<% if (asgi && pooled) { -%>
if <%- read.text('DATABASE_URL', '') %>.startswith("postgres"):
    # One pool per worker process: dynos x workers x max_size must not exceed the plan's limit of
    # 20 connections.
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 4, "timeout": 10}
<% } -%>
