MIDDLEWARE = [
    # security
    "django.middleware.security.SecurityMiddleware",  # first
    # static files
    "whitenoise.middleware.WhiteNoiseMiddleware",  # early
    "django.middleware.common.CommonMiddleware",
]
