import os

import environ

DEBUG = os.getenv("DEBUG")
