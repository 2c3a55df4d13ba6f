SECRET_KEY = \
    os.environ["SECRET_KEY"]  # change me
DEBUG = True
