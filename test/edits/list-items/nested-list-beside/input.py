APPS = [["django.contrib.staticfiles"]]
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.staticfiles",
]
