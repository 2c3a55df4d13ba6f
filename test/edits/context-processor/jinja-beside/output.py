TEMPLATES = (
    {"BACKEND": "django.template.backends.jinja2.Jinja2", "OPTIONS": {"environment": "shop.jinja.environment"}},
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {"context_processors": ("django.template.context_processors.csp",)},
    },
)
