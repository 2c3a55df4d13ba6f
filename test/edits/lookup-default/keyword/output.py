DEBUG = config("DEBUG", default=False, cast=bool)  # on a laptop
