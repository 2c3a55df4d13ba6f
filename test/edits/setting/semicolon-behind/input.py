SECRET_KEY = "a"; DEBUG = True
