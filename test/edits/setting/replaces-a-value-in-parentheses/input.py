SECRET_KEY = (
    "django-insecure-"
    "x"
)
