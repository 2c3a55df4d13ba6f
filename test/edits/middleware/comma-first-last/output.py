MIDDLEWARE = [
      "first.Middleware"
    , "django.middleware.security.SecurityMiddleware"  # last
    , "whitenoise.middleware.WhiteNoiseMiddleware"
]
