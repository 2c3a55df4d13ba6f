INSTALLED_APPS = [
    f"{PROJECT}.shop",
    "django.contrib.staticfiles",
    *(["debug_toolbar"] if DEBUG else []),
]
