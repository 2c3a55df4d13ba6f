if X:
    MIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware", "django.middleware.security.SecurityMiddleware"]
