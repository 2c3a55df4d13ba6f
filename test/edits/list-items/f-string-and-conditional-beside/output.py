INSTALLED_APPS = [
    f"{PROJECT}.shop",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    *(["debug_toolbar"] if DEBUG else []),
]
