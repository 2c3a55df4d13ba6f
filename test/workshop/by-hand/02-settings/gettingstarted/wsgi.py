"""The door for a web server: a callable named `application`."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gettingstarted.settings.production")

application = get_wsgi_application()
