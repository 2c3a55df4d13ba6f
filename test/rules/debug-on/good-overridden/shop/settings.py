import os

from decouple import config

DEBUG = config("DEBUG", default=True, cast=bool)
ROOT_URLCONF = "shop.urls"

if os.environ.get("DYNO"):
    DEBUG = config("DEBUG", default=False, cast=bool)
