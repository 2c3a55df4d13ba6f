import os

import dj_database_url

SECRET_KEY = "x"
DATABASES = {"default": dj_database_url.config(conn_max_age=600, ssl_require="@127.0.0.1" not in os.environ.get("DATABASE_URL", "@127.0.0.1"))}
