MIDDLEWARE = [
    # common
    "django.middleware.common.CommonMiddleware",
]
