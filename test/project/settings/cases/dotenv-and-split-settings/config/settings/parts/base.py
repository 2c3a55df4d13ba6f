DEBUG = False
APPS = ["a"]
