INSTALLED_APPS = [
    (first := "shop"),
    "django.contrib.staticfiles",
]
