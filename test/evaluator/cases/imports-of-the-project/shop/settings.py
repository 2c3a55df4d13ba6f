import importlib
import os
import shop.conf.names as names
from shop import conf
from .conf import names as again
from shop.conf.names import *

NAME = conf.CONF_NAME + names.NAME + again.NAME
DYNAMIC = importlib.import_module("shop.conf.names").NAME
CAME = "NAME" in dir() if False else OTHER
MODULE = __name__
FILE = os.path.basename(__file__)

import string

DIGITS = string.digits
