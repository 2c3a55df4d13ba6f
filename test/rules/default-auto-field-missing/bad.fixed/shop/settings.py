INSTALLED_APPS = ["blog"]

DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
