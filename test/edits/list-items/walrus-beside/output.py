INSTALLED_APPS = [
    (first := "shop"),
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
