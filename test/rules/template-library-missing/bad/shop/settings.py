INSTALLED_APPS = ["django.contrib.staticfiles", "blog"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
