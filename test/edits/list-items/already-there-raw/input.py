INSTALLED_APPS = [r"whitenoise.runserver_nostatic", "django.contrib.staticfiles"]
