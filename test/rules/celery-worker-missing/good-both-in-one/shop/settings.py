CELERY_BEAT_SCHEDULE = {"nightly": {"task": "shop.tasks.send_receipt", "schedule": 3600}}
