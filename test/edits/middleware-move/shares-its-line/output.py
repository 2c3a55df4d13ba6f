MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",  # two
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
]
