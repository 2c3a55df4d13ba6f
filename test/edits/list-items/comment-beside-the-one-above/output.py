INSTALLED_APPS = [
    "django.contrib.admin",  # the admin
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]
