MIDDLEWARE = [
    # static files
    "whitenoise.middleware.WhiteNoiseMiddleware",  # early
    # security
    "django.middleware.security.SecurityMiddleware",  # first
    "django.middleware.common.CommonMiddleware",
]
