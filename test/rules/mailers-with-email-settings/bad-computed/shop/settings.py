import os

MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}
EMAIL_HOST = os.environ["EMAIL_HOST"]
