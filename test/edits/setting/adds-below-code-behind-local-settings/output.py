DEBUG = False
from .local import *
finish(locals())

STATIC_ROOT = 1
