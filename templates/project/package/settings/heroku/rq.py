# Heroku's Redis signed its certificate itself; a redis:// address takes no notice of the option.
RQ_QUEUES = {"default": {"URL": REDIS_URL, "SSL_CERT_REQS": None}}
