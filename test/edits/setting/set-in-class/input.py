class Production:
    SECRET_KEY = "a"
