import os

STATIC_URL = "static/"  # url
MEDIA_URL = "media/"
