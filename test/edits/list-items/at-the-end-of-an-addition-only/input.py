from .base import *

INSTALLED_APPS += ["shop"]
