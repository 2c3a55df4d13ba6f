MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",  # must be first
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.common.CommonMiddleware",
]
