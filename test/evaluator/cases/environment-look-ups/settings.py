import os
from os import environ, getenv

SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = os.environ.get("DEBUG", False)
DEBUG_SET = os.environ.get("DEBUG", "") == "1"
HOSTS = getenv("HOSTS", "a,b").split(",")
PORT = int(environ.get("PORT", 8000))
NAME = os.getenv("NAME")
HAS_NAME = "NAME" in os.environ
env = os.environ.copy()
COPIED = env.get("PORT")
PREFIXED = {key[5:]: value for key, value in os.environ.items() if key.startswith("SHOP_")}
os.environ.setdefault("LATER", "yes")
LATER = os.environ["LATER"]
