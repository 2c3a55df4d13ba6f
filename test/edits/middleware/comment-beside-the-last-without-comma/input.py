MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware"  # must be first
]
