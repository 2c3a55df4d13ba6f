INSTALLED_APPS = [
    "django.contrib.admin", "django.contrib.auth",
    "django.contrib.staticfiles", "shop",
]
