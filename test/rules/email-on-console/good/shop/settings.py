EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
