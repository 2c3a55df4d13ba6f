import os

if os.environ.get("ENV") == "HEROKU":
    DEBUG = False
