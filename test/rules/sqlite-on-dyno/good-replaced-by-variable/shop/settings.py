import os

import dj_database_url

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}

if os.environ.get("STAGE") == "production":
    DATABASES["default"] = dj_database_url.config()
