import os

DEBUG = False
ALLOWED_HOSTS = ["127.0.0.1", ".herokuapp.com"]
SECRET_KEY = os.environ["SECRET_KEY"]
RENDER_HOST = os.environ.get("RENDER_EXTERNAL_HOSTNAME")
if RENDER_HOST:
    ALLOWED_HOSTS.append(RENDER_HOST)
