MIDDLEWARE = [
    "whitenoise.middleware.WhiteNoiseMiddleware",  # static files
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
]
