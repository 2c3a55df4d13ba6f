import os

ALLOWED_HOSTS = ["localhost", *os.environ.get("HOSTS", "").split()]
