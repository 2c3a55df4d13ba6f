from shop import os

DEBUG = os.getenv("DEBUG")
