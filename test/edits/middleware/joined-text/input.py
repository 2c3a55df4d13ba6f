MIDDLEWARE = "django.middleware.security.SecurityMiddleware django.middleware.common.CommonMiddleware".split()
