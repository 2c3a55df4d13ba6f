import os

import dj_database_url

SECRET_KEY = "x"
DATABASES = {"default": dj_database_url.config(conn_max_age=600, ssl_require=True)}
INSTALLED_APPS = ["django.contrib.gis", "places"]
ROOT_URLCONF = "shop.urls"
DATABASES["default"]["ENGINE"] = "django.contrib.gis.db.backends.postgis"
