MIDDLEWARE = ["a.B"]
MIDDLEWARE += ["django.middleware.security.SecurityMiddleware", "whitenoise.middleware.WhiteNoiseMiddleware"]
