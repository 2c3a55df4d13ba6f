MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}
EMAIL_HOST = "smtp.example.com"
EMAIL_SUBJECT_PREFIX = "[shop] "
