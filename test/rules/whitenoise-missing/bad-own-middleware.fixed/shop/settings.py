MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "shop.static.StaticFiles",
]
INSTALLED_APPS = ["django.contrib.staticfiles"]
