CELERY_BROKER_URL = REDIS_URL
if REDIS_URL.startswith("rediss://"):
    # Heroku Key-Value Store uses a self-signed certificate, which cannot be verified.
    CELERY_BROKER_USE_SSL = {"ssl_cert_reqs": ssl.CERT_NONE}
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# Keep the root logger as LOGGING configures it.
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
