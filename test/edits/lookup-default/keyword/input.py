DEBUG = config("DEBUG", default=True, cast=bool)  # on a laptop
