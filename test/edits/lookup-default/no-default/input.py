DEBUG = config("DEBUG", cast=bool)
