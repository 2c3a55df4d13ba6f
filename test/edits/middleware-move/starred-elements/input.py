MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    *MORE,
    "whitenoise.middleware.WhiteNoiseMiddleware",
]
