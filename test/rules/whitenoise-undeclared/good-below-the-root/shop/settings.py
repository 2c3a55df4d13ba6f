MIDDLEWARE = ["whitenoise.middleware.WhiteNoiseMiddleware"]
