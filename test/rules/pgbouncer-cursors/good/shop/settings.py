import os

import dj_database_url

SECRET_KEY = "x"
DATABASES = {"default": dj_database_url.config(conn_max_age=600)}
INSTALLED_APPS = ["pages"]
ROOT_URLCONF = "shop.urls"
DATABASES["default"]["DISABLE_SERVER_SIDE_CURSORS"] = True
