"""Settings.

More.
"""

# debug
DEBUG = os.getenv("DEBUG")
