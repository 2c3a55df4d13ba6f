import os

SECURE_SSL_REDIRECT = os.environ.get("SSL_REDIRECT", "1") == "1"
