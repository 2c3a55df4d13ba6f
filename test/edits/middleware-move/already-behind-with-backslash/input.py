MIDDLEWARE = "django.middleware.security.SecurityMiddleware", \
    "whitenoise.middleware.WhiteNoiseMiddleware"
