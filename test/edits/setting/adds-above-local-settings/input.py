DEBUG = False

# this machine
try:
    from .local import *
except ImportError:
    pass
