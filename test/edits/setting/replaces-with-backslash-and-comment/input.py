SECRET_KEY = \
    "insecure"  # change me
DEBUG = True
