import os

SECRET_KEY = "x"
ALLOWED_HOSTS = os.environ.get("HOSTS", "").split(",")
SECURE_SSL_REDIRECT = os.environ.get("SSL_REDIRECT", "true").lower() == "true"
SESSION_COOKIE_AGE = int(os.environ.get("SESSION_AGE", 3600))
