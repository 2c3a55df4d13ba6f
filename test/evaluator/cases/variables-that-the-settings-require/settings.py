import os


def required(name):
    try:
        return os.environ[name]
    except KeyError:
        raise RuntimeError(f"set {name}") from None


DEBUG = os.environ.get("DEBUG", "on") == "on"
SECRET_KEY = required("SECRET_KEY")
DATABASES = {"default": {"NAME": os.environ["DB_NAME"], "HOST": os.environ.get("DB_HOST")}}
HAS_HOST = "DB_HOST" in os.environ
if os.environ.get("DISABLE_DEBUG"):
    DEBUG = False
