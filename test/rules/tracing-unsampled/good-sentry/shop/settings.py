import os

import sentry_sdk

SECRET_KEY = "x"
DEBUG = False
if DEBUG:
    sentry_sdk.init(traces_sample_rate=1.0)
sentry_sdk.init(
    dsn=os.environ.get("SENTRY_DSN"),
    traces_sample_rate=0.05,
)
