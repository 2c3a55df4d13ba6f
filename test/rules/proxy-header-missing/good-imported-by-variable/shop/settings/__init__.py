import os

from .base import *

if os.environ.get("STAGE", "local") == "production":
    from .production import *
