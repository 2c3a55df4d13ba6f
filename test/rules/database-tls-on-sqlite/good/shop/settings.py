import os

import dj_database_url

DATABASES = {
    "default": dj_database_url.config(
        default="sqlite:///db.sqlite3",
        ssl_require="DATABASE_URL" in os.environ,
    ),
}
