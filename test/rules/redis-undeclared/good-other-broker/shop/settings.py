CELERY_BROKER_URL = "amqp://guest@mq//"
