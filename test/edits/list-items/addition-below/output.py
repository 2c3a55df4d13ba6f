INSTALLED_APPS = ["django.contrib.admin"]

INSTALLED_APPS += ["whitenoise.runserver_nostatic", "django.contrib.staticfiles", "shop"]
