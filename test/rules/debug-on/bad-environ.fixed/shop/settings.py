import os

import environ

env = environ.Env()
DEBUG = os.environ.get("DEBUG", "") == "1"
