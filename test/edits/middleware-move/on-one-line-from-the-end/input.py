MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware", "whitenoise.middleware.WhiteNoiseMiddleware"]
