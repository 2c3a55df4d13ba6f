import os

HEROKU_REDIS_AMBER_URL = os.environ["HEROKU_REDIS_AMBER_URL"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": HEROKU_REDIS_AMBER_URL,
    }
}
