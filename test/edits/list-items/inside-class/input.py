class Base:
    INSTALLED_APPS = ["django.contrib.staticfiles"]
