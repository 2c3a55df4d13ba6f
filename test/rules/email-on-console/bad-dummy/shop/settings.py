EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"
