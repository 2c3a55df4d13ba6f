DEBUG = config("DEBUG", default=False)
