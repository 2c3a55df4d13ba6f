MIDDLEWARE = ("whitenoise.middleware.WhiteNoiseMiddleware",)
