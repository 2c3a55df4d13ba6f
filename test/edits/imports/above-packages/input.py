import environ

DEBUG = os.getenv("DEBUG")
