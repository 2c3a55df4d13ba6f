MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "shop.static.StaticFiles",
]
INSTALLED_APPS = ["django.contrib.staticfiles"]
