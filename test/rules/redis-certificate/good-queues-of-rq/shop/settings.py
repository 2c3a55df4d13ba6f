import os

REDIS_URL = os.environ["REDIS_URL"]
RQ_QUEUES = {"default": {"URL": REDIS_URL, "SSL_CERT_REQS": None}}
