INSTALLED_APPS = [
    "django.contrib.admin",
    "whitenoise.runserver_nostatic",
    # Files.
    "django.contrib.staticfiles",  # last
    # The end.
]
