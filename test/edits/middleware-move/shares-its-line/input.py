MIDDLEWARE = [
    "whitenoise.middleware.WhiteNoiseMiddleware", "django.middleware.common.CommonMiddleware",  # two
    "django.middleware.security.SecurityMiddleware",
]
