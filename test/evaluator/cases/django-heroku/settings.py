import os
import django_heroku

BASE_DIR = os.path.dirname(os.path.abspath(__file__))
MIDDLEWARE = ["django.middleware.security.SecurityMiddleware", "b"]
SECRET_KEY = "local"
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3"}}
django_heroku.settings(locals(), logging=False)
