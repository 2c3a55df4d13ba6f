import os

import dj_database_url

SECRET_KEY = "x"
SESSION_COOKIE_AGE = os.environ.get("SESSION_AGE", 3600)
DATABASES = {
    "default": dj_database_url.config(conn_max_age=os.environ.get("CONN_AGE", 600)),
}
