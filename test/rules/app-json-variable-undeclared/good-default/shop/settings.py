import os

SITE_NAME = os.environ.get("SITE_NAME", "shop")
