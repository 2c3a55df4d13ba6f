TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "NAME": "a"}, {"BACKEND": "django.template.backends.django.DjangoTemplates", "NAME": "b"}]
