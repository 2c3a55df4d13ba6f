MIDDLEWARE = [
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # common
    "django.middleware.common.CommonMiddleware",
]
