import os

DEBUG = os.environ.get("DEBUG", "True") == "True"
