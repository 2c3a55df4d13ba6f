SECRET_KEY = "x"
INSTALLED_APPS = ["django_extensions"]
