CELERY_BROKER_URL = REDIS_URL
if REDIS_URL.startswith("rediss://"):
    # Heroku's Redis signed its certificate itself.
    CELERY_BROKER_USE_SSL = {"ssl_cert_reqs": ssl.CERT_NONE}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# The log goes where LOGGING sends it, not where Celery would.
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
