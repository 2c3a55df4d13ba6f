INSTALLED_APPS = ["django.contrib.admin"]

INSTALLED_APPS += ["django.contrib.staticfiles", "shop"]
