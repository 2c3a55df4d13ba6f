MIDDLEWARE = [r'django.middleware.security.SecurityMiddleware', u'django.middleware.common.CommonMiddleware']
