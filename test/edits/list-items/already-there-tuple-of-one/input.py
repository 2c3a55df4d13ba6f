INSTALLED_APPS = ("whitenoise.runserver_nostatic",)
