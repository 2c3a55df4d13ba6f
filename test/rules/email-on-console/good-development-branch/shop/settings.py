import os

DEBUG = "DYNO" not in os.environ
if DEBUG:
    EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
