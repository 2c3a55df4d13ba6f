"""Settings.

More.
"""

import os

# debug
DEBUG = os.getenv("DEBUG")
