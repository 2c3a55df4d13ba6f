DEBUG = config("DEBUG", default=not ON_DYNO)
