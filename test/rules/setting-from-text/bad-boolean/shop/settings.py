import os

SECRET_KEY = "x"
SECURE_SSL_REDIRECT = os.environ.get("SSL_REDIRECT", True)
SESSION_COOKIE_SECURE = bool(os.environ.get("COOKIE_SECURE", ""))
