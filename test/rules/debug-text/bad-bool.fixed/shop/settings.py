import os

DEBUG = str(os.getenv("DEBUG")).lower() in ("1", "true", "yes", "on")
