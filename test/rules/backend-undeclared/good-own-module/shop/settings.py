INSTALLED_APPS = ['pages']
ROOT_URLCONF = 'shop.urls'
WSGI_APPLICATION = 'shop.wsgi.application'
EMAIL_BACKEND = 'mailer.backend.Backend'
CACHES = {'default': {'BACKEND': 'django.core.cache.backends.locmem.LocMemCache', 'LOCATION': 'stripe.com'}}
