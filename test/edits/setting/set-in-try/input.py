try:
    SECRET_KEY = load()
except OSError:
    SECRET_KEY = "a"
