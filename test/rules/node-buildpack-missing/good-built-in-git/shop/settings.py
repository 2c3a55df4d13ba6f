SECRET_KEY = "x"
INSTALLED_APPS = ["django.contrib.staticfiles", "django_vite"]
