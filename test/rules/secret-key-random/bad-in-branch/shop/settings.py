import os
import secrets

SECRET_KEY = os.environ.get("SECRET_KEY")

if not SECRET_KEY:
    SECRET_KEY = secrets.token_urlsafe(32)
