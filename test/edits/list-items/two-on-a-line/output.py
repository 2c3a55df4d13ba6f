INSTALLED_APPS = [
    "django.contrib.admin", "django.contrib.auth",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles", "shop",
]
