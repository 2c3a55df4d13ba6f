INSTALLED_APPS = ["django.contrib.staticfiles.apps.StaticFilesConfig"]
