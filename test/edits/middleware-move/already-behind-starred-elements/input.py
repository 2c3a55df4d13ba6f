MIDDLEWARE = [
    *FIRST,
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    *LAST,
]
