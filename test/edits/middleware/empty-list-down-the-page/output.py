MIDDLEWARE = [
    "whitenoise.middleware.WhiteNoiseMiddleware",
]
