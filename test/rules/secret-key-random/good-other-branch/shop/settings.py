import os
import secrets

SECRET_KEY = os.environ["SECRET_KEY"]

if "CI" in os.environ:
    SECRET_KEY = secrets.token_urlsafe(32)
