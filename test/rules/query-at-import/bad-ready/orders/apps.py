from django.apps import AppConfig


class OrdersConfig(AppConfig):
    name = 'orders'

    def ready(self):
        from django.contrib.auth import get_user_model

        from .models import Order

        self.count = Order.objects.count()
        get_user_model().objects.get_or_create(username='shop')
