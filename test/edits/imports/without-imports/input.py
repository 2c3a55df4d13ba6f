DEBUG = os.getenv("DEBUG")
