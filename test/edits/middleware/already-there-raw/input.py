MIDDLEWARE = [r"django.middleware.security.SecurityMiddleware", r"whitenoise.middleware.WhiteNoiseMiddleware"]
