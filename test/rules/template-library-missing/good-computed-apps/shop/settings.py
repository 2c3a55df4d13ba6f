import os

INSTALLED_APPS = ["shop"] + os.environ["APPS"].split(",")
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
