INSTALLED_APPS = [
    "django.contrib.admin",  # the admin
    "django.contrib.staticfiles",
]
