INSTALLED_APPS = [
    "django.contrib.messages",
    # files
    "django.contrib.staticfiles",  # static
    "shop",
]
