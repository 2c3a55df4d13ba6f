import os

DEBUG = False

if os.environ.get("STAGE") == "production":
    SECURE_SSL_REDIRECT = True
