"""WSGI entry point: the web server imports `application` from this module."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gettingstarted.settings.production")

application = get_wsgi_application()
