DEBUG = False
from .local import *
finish(locals())
