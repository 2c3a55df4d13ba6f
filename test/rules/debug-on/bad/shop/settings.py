SECRET_KEY = "x"
DEBUG = True
