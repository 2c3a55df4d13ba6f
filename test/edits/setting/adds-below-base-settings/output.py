from .base import *

STATIC_ROOT = 1
