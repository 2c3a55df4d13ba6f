from apscheduler.schedulers.background import BackgroundScheduler
from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = 'orders'

    def ready(self):
        scheduler = BackgroundScheduler()
        scheduler.add_job(print, 'interval', minutes=5)
        scheduler.start()
