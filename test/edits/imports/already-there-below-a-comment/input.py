# Settings

import os

DEBUG = os.sep
