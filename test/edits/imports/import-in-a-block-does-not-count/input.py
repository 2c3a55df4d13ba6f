import sys

if True:
    import os
DEBUG = os.getenv("DEBUG")
