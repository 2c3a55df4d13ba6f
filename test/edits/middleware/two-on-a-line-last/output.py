MIDDLEWARE = [
    "first.Middleware", "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "third.Middleware", "fourth.Middleware",
]
