INSTALLED_APPS = ["django.contrib.staticfiles"]
INSTALLED_APPS.insert(0, "whitenoise.runserver_nostatic")
