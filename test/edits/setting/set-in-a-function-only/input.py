def load():
    SECRET_KEY = "a"
