MIDDLEWARE: list[str] = [
    "django.middleware.security.SecurityMiddleware",
]
