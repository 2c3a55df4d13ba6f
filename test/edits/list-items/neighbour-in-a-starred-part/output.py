DJANGO_APPS = [
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
INSTALLED_APPS = [
    *DJANGO_APPS,
    "shop",
]
