if X:
    STATIC_URL = "static/"
Y = 1

STATIC_ROOT = 1
