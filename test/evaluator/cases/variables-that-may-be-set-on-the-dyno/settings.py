import os

SECRET_KEY = os.environ["SECRET_KEY"]
DEBUG = os.environ.get("DEBUG", "False") == "True"
SENTRY = os.environ.get("SENTRY_DSN")
MIDDLEWARE = ["one"]
if SENTRY:
    MIDDLEWARE = MIDDLEWARE + ["sentry"]
if "EXTRA" in os.environ:
    ADDED = 1
LEVEL = "INFO"
if DEBUG:
    LEVEL = "DEBUG"
if not os.environ.get("NEEDED"):
    raise RuntimeError("NEEDED is not set")
