MIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware" "django.middleware.common.CommonMiddleware", "django.middleware.security.SecurityMiddleware"]
