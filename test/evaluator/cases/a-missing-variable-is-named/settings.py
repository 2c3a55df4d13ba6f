import os

DEBUG = True
SECRET_KEY = os.environ["SECRET_KEY"]
