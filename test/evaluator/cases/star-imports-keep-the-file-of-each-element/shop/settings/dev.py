from .base import *
from shop.settings import base

MIDDLEWARE = ["zero"] + MIDDLEWARE
MIDDLEWARE += ["three"]
MIDDLEWARE.insert(1, "half")
DEBUG = not base.DEBUG
PRIVATE_CAME = "_PRIVATE" in globals()
