import os

import dj_database_url

SECRET_KEY = "x"
DATABASES = {"default": dj_database_url.config(conn_max_age=600)}
DATABASES["default"].setdefault("OPTIONS", {})["sslmode"] = "require"
