MIDDLEWARE = [
    "first.Middleware", "django.middleware.security.SecurityMiddleware",
    "third.Middleware", "fourth.Middleware",
]
