from django.apps import AppConfig
from django.db import DatabaseError


class OrdersConfig(AppConfig):
    name = 'orders'

    def ready(self):
        from .models import Order

        try:
            self.count = Order.objects.count()
        except DatabaseError:
            self.count = 0
