import sys


class Settings:
    DEBUG = False


DEBUG = True
sys.modules[__name__] = Settings()
