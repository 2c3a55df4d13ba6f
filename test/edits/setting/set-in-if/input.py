if DEBUG:
    SECRET_KEY = "a"
