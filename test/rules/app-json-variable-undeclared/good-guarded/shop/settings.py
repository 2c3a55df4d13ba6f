import os

import environ

env = environ.Env()
variables = os.environ.copy()
if "CSP_STYLE_SRC" in variables:
    CSP_STYLE_SRC = variables["CSP_STYLE_SRC"].split(",")
if os.getenv("SENTRY_DSN"):
    SENTRY_DSN = os.environ["SENTRY_DSN"]
MAIL_HOST = os.environ["MAIL_HOST"] if "MAIL_HOST" in os.environ else "localhost"
MAPS = os.environ.get("MAPS") and os.environ["MAPS"]
USE_S3 = env.bool("USE_S3", default=False)
if USE_S3:
    AWS_ACCESS_KEY_ID = env("AWS_ACCESS_KEY_ID")
    AWS_SECRET_ACCESS_KEY = os.environ["AWS_SECRET_ACCESS_KEY"]
try:
    GOOGLE_KEY = os.environ["GOOGLE_KEY"]
except KeyError:
    GOOGLE_KEY = None


def optional(name, fallback=None):
    return os.environ[name] if name in os.environ else fallback


SLACK_TOKEN = optional("SLACK_TOKEN")
