EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.smtp.EmailBackend"}}
