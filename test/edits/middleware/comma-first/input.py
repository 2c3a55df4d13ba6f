MIDDLEWARE = [
      "first.Middleware"
    , "django.middleware.security.SecurityMiddleware"
    , "django.middleware.common.CommonMiddleware"
]
