MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
MIDDLEWARE += ["whitenoise.middleware.WhiteNoiseMiddleware"]
