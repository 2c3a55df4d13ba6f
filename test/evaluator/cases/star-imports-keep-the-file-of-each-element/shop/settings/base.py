MIDDLEWARE = ["one", "two"]
_PRIVATE = 1
DEBUG = False
