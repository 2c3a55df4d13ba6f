# Only the build may go without a database: it collects static files before one is attached.
# All else stops here, not at its first query.
if not <%- read.text('DATABASE_URL') %> and "collectstatic" not in sys.argv:
    raise ImproperlyConfigured(
        "There is no DATABASE_URL. Attach a database: "
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
# Under ASGI no thread stays to own a connection that is kept.
DATABASES["default"]["CONN_MAX_AGE"] = 0
<% } else { -%>
# Seconds; opening a TLS connection for each request is slow.
DATABASES["default"]["CONN_MAX_AGE"] = 600
# The platform restarts databases under running apps.
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
<% } -%>
if <%- read.text('DATABASE_URL', '') %>.startswith("postgres"):
    # Heroku Postgres takes TLS only. Asked of SQLite, the same option would be an error.
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
        conn_max_age=0,  # under ASGI no thread stays to own a connection that is kept
<% } else { -%>
        conn_max_age=600,  # seconds; opening a TLS connection for each request is slow
        conn_health_checks=True,  # the platform restarts databases under running apps
<% } -%>
        # Heroku Postgres takes TLS only. Asked of SQLite, the same option would be an error.
        ssl_require=<%- read.text('DATABASE_URL', '') %>.startswith("postgres"),
    )
}
<% } -%>
<% if (asgi && pooled) { -%>
if <%- read.text('DATABASE_URL', '') %>.startswith("postgres"):
    # For each worker process. Dynos x workers x max_size must stay below the plan's limit (20).
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 4, "timeout": 10}
<% } -%>
