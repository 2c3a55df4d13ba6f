THIRD_PARTY = ["rest_framework"]
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.staticfiles",
] + THIRD_PARTY
