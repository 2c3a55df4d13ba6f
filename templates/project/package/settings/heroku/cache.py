# Heroku Key-Value Store uses TLS with a self-signed certificate, which cannot be verified.
# Plain redis:// connections reject this option.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": REDIS_URL,
        "OPTIONS": {"ssl_cert_reqs": None} if REDIS_URL.startswith("rediss://") else {},
    }
}
<% if (sessions) { -%>
# Read sessions from the cache, but store them in the database too: Redis may evict them.
SESSION_ENGINE = "django.contrib.sessions.backends.cached_db"
<% } -%>
