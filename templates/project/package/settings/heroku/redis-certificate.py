# Heroku Key-Value Store uses TLS with a self-signed certificate, which cannot be verified.
if os.environ.get("<%- variable %>", "").startswith("rediss://"):
<%_ if (cache === 'django') { _%>
    CACHES["default"].setdefault("OPTIONS", {})["ssl_cert_reqs"] = None<%- shared ? '  # noqa: F405' : '' %>
<%_ } _%>
<%_ if (cache === 'django_redis') { _%>
    options = CACHES["default"].setdefault("OPTIONS", {})<%- shared ? '  # noqa: F405' : '' %>
    options.setdefault("CONNECTION_POOL_KWARGS", {})["ssl_cert_reqs"] = None
<%_ } _%>
<%_ if (broker) { _%>
    CELERY_BROKER_USE_SSL = {"ssl_cert_reqs": ssl.CERT_NONE}
<%_ } _%>
<%_ if (results) { _%>
    CELERY_REDIS_BACKEND_USE_SSL = {"ssl_cert_reqs": ssl.CERT_NONE}
<%_ } _%>
