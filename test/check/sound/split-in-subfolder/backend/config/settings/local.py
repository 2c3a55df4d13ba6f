from .base import *

DEBUG = True
SECRET_KEY = "for development only"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": BASE_DIR / "db.sqlite3"}}
INSTALLED_APPS += ["debug_toolbar"]
