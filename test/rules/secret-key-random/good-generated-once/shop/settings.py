import os
import secrets

SECRET_KEY = os.environ.get("SECRET_KEY", default=secrets.token_urlsafe(64))
