INSTALLED_APPS = ["shop", "crispy_forms"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True}]
