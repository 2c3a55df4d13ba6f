CELERY_BROKER_URL = "amqps://shop@owl.rmq.example.com/shop"
CELERY_RESULT_BACKEND = "cache+memory://"
CACHES = {
    "default": {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "rediss://cache.example.com:6380"},
    "pages": {"BACKEND": "django.core.cache.backends.memcached.PyMemcacheCache", "LOCATION": "unix:/tmp/memcached.sock"},
}
