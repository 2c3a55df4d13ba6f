INSTALLED_APPS = [
    *FIRST,
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    *LAST,
]
