INSTALLED_APPS = [
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    # files
    "django.contrib.staticfiles",  # static
    "shop",
]
