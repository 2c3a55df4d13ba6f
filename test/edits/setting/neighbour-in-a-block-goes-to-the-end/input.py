if X:
    STATIC_URL = "static/"
Y = 1
