import importlib
import os

module = importlib.import_module("shop.settings." + os.environ.get("STAGE", "local"))
DEBUG = True
