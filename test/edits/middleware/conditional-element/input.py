MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    *(["debug.Middleware"] if DEBUG else []),
]
