import os

CELERY_BROKER_URL = os.environ["REDIS_URL"] + "?ssl_cert_reqs=none"
