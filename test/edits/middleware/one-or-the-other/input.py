MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"] if DEBUG else ["django.middleware.security.SecurityMiddleware", "whitenoise.middleware.WhiteNoiseMiddleware"]
