from .base import *

DEBUG = os.getenv("DEBUG")
