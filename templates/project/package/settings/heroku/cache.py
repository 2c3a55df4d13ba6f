# Heroku's Redis speaks TLS with a certificate that it signed itself, so nobody could verify it.
# A plain redis:// connection would not know the option.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"ssl_cert_reqs": None} if REDIS_URL.startswith("rediss://") else {},
    }
}
<% if (sessions) { -%>
# Sessions are read from the cache, and written to the database as well: Redis may drop them.
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
<% } -%>
