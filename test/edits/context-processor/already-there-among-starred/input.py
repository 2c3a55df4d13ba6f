TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [*MORE, "django.template.context_processors.csp"],
        },
    },
]
