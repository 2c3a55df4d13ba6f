import os

INSTALLED_APPS = ["django.contrib.staticfiles"]
MIDDLEWARE = os.environ["MIDDLEWARE"].split(",")
