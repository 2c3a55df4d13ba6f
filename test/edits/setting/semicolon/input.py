DEBUG = True; SECRET_KEY = "a"
