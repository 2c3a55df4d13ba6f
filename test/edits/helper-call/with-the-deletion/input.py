import django_heroku

DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3"}}

django_heroku.settings(locals())
# SQLite knows no TLS.
del DATABASES["default"]["OPTIONS"]["sslmode"]
