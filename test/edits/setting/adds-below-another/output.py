import os

STATIC_URL = "static/"  # url
STATIC_ROOT = BASE_DIR / "staticfiles"
MEDIA_URL = "media/"
