INSTALLED_APPS = [
    *FIRST,
    "django.contrib.staticfiles",
    *LAST,
]
