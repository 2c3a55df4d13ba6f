SECRET_KEY = "a"
if DEBUG:
    SECRET_KEY = "b"
