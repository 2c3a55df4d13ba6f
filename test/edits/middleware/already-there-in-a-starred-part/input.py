MIDDLEWARE = [*["django.middleware.security.SecurityMiddleware", "whitenoise.middleware.WhiteNoiseMiddleware"], "django.middleware.common.CommonMiddleware"]
