import os

from decouple import config

SECRET_KEY = config("SECRET_KEY", default="for development")

if os.environ.get("DYNO"):
    SECRET_KEY = config("SECRET_KEY")
