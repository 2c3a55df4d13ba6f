MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware", "django.middleware.common.CommonMiddleware",
    "third.Middleware", "fourth.Middleware",
]
