import os

DEBUG = False

LOGIN_URL = "/login/"
