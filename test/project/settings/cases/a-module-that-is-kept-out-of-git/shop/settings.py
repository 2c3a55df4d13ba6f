from .local import *
