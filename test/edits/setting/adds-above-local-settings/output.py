DEBUG = False

STATIC_ROOT = 1

# this machine
try:
    from .local import *
except ImportError:
    pass
