MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    # "disabled.Middleware",
]
