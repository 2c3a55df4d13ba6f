# Licence: MIT

import os

# Debugging
DEBUG = os.getenv("DEBUG")
