PROCESSORS = ["shop.context.cart"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "OPTIONS": {"context_processors": PROCESSORS}}]
