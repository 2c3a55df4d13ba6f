import os
from os import environ

DEBUG = os.getenv("DEBUG")
