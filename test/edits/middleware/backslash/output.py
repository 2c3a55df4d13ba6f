MIDDLEWARE = "django.middleware.common.CommonMiddleware", \
    "django.middleware.security.SecurityMiddleware", \
    "whitenoise.middleware.WhiteNoiseMiddleware", \
    "third.Middleware"
