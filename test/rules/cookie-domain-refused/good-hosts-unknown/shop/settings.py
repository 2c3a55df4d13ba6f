import os

SECRET_KEY = "x"
ALLOWED_HOSTS = os.environ["HOSTS"].split(",")
SESSION_COOKIE_DOMAIN = ".example.org"
