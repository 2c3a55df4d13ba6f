import os

DEBUG = "DYNO" not in os.environ
