MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
MIDDLEWARE.append("whitenoise.middleware.WhiteNoiseMiddleware")
