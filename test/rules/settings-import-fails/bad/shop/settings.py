DEBUG = False

from .local_settings import *
