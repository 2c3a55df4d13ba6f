import os
from distutils.util import strtobool

DEBUG = strtobool(os.environ.get("DEBUG", "no"))
INSTALLED_APPS = ["pages"]
ROOT_URLCONF = "shop.urls"
