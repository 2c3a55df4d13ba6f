MIDDLEWARE = [  # order matters
    # security
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    # the rest
    "django.middleware.common.CommonMiddleware",
    # the end
]
