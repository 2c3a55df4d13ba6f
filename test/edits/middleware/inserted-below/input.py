MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
MIDDLEWARE.insert(1, "whitenoise.middleware.WhiteNoiseMiddleware")
