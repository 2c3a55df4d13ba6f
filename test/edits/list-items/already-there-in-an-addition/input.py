INSTALLED_APPS = ["django.contrib.staticfiles"]
INSTALLED_APPS += ["whitenoise.runserver_nostatic"]
