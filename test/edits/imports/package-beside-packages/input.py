import os

import environ

env = environ.Env()
