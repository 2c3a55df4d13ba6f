import os

DEBUG = os.environ.get("DEBUG") == "1"
ROOT_URLCONF = "shop.urls"
