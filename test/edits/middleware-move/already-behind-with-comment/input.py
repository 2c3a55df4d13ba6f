MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # static
    "whitenoise.middleware.WhiteNoiseMiddleware",
]
