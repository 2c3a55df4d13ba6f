INSTALLED_APPS = [
    "django.contrib.admin",
    # Files.
    "django.contrib.staticfiles",  # last
    # The end.
]
