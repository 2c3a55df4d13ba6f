import os

SECRET_KEY = "x"
CELERY_WORKER_CONCURRENCY = int(os.environ["CONCURRENCY"])
