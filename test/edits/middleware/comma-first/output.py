MIDDLEWARE = [
      "first.Middleware"
    , "django.middleware.security.SecurityMiddleware"
    , "whitenoise.middleware.WhiteNoiseMiddleware"
    , "django.middleware.common.CommonMiddleware"
]
