# Heroku Key-Value Store uses a self-signed certificate, which cannot be verified. The option has
# no effect on redis:// URLs.
RQ_QUEUES = {"default": {"URL": REDIS_URL, "SSL_CERT_REQS": None}}
