INSTALLED_APPS = ['pages']
ROOT_URLCONF = 'shop.urls'
WSGI_APPLICATION = 'shop.wsgi.application'
CHANNEL_LAYERS = {'default': {'BACKEND': 'channels_redis.core.RedisChannelLayer', 'CONFIG': {'hosts': ['redis://localhost']}}}
EMAIL_BACKEND = 'anymail.backends.mailgun.EmailBackend'
CELERY_RESULT_BACKEND = 'django-db'
CACHES = {'default': {'BACKEND': 'django_redis.cache.RedisCache', 'LOCATION': 'redis://localhost'}}
