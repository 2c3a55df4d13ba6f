THIRD_PARTY = ["rest_framework"]
INSTALLED_APPS = [
    "django.contrib.admin",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
] + THIRD_PARTY
