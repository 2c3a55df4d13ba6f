INSTALLED_APPS: list[str] = [
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
