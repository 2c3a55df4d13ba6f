import logging
import sys
from django.conf import global_settings
from django.contrib.messages import constants as messages
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

LANGUAGES = [("en", _("English"))]
MESSAGE_TAGS = {messages.ERROR: "danger"}
STORAGES = {**global_settings.STORAGES, "other": {}}
LEVEL = logging.INFO
try:
    raise ImproperlyConfigured("no")
except ImproperlyConfigured as error:
    ERROR = str(error)
LOGGING = {"handlers": {"console": {"stream": sys.stdout}}}
