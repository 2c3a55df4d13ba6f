import os

DEBUG = str(os.environ.get("DEBUG", False)).lower() in ("1", "true", "yes", "on")
