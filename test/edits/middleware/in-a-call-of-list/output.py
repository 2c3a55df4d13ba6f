MIDDLEWARE = list(["django.middleware.security.SecurityMiddleware", "whitenoise.middleware.WhiteNoiseMiddleware"])
