INSTALLED_APPS = ("whitenoise.runserver_nostatic", "django.contrib.staticfiles",)
