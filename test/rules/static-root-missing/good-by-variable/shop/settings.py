import os

STATIC_URL = "static/"

if os.environ.get("STAGE") == "production":
    STATIC_ROOT = "/app/staticfiles"
