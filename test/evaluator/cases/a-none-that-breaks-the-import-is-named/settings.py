import os

HOSTS = os.environ.get("HOSTS").split(",")
