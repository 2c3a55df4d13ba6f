INSTALLED_APPS = ["django.contrib.staticfiles"]
if DEBUG:
    INSTALLED_APPS.append("whitenoise.runserver_nostatic")
