INSTALLED_APPS: list[str] = [
    "django.contrib.admin",
    "django.contrib.staticfiles",
]
