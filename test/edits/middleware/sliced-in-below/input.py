MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
MIDDLEWARE[1:1] = ["whitenoise.middleware.WhiteNoiseMiddleware"]
