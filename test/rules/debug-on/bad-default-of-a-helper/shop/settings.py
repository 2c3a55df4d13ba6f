import os
SECRET_KEY = "x"


def flag(name, default=False):
    value = os.environ.get(name)
    return default if value is None else value.lower() in ("1", "true")


DEBUG = flag("DEBUG", default=True)
