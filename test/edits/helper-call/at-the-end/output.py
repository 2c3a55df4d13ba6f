import os

DEBUG = False

STATIC_URL = "/static/"
