import os

SECRET_KEY = "x"
ALLOWED_HOSTS = os.environ.get("HOSTS", [])
