import ssl

from celery import Celery

app = Celery("shop")
app.conf.update(redis_backend_use_ssl={"ssl_cert_reqs": ssl.CERT_NONE})
