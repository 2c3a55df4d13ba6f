MIDDLEWARE = [  # order matters
    # security
    "django.middleware.security.SecurityMiddleware",
    # the rest
    "django.middleware.common.CommonMiddleware",
    # the end
]
