MIDDLEWARE = [r'django.middleware.security.SecurityMiddleware', 'whitenoise.middleware.WhiteNoiseMiddleware', u'django.middleware.common.CommonMiddleware']
