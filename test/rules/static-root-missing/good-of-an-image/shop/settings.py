INSTALLED_APPS = ["django.contrib.staticfiles"]
