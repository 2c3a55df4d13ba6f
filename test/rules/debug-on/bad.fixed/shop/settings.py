import os

SECRET_KEY = "x"
DEBUG = os.environ.get("DJANGO_DEBUG", "") == "1"
