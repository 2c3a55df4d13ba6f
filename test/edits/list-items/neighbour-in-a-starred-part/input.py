DJANGO_APPS = [
    "django.contrib.staticfiles",
]
INSTALLED_APPS = [
    *DJANGO_APPS,
    "shop",
]
