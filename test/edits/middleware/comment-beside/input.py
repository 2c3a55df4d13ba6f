MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",  # must be first
    "django.middleware.common.CommonMiddleware",
]
