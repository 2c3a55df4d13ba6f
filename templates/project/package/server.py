"""<%= server.toUpperCase() %> entry point: the web server imports `application` from this module."""

import os

from django.core.<%= server %> import get_<%= server %>_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "<%= module %>")

application = get_<%= server %>_application()
