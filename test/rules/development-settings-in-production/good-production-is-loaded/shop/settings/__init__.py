import os

if os.environ.get("STAGE") == "live":
    from .production import *
else:
    from .local import *
