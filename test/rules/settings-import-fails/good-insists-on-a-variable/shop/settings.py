import os
import sys

from decouple import config
from django.core.exceptions import ImproperlyConfigured

DEBUG = False

if not config("REDIS_URL", default="") and "collectstatic" not in sys.argv:
    raise ImproperlyConfigured("REDIS_URL is missing")

HOSTS = [host for host in os.environ.get("ALLOWED_HOSTS", "").split(",") if host]
if not HOSTS:
    raise ImproperlyConfigured("ALLOWED_HOSTS contains no host")
