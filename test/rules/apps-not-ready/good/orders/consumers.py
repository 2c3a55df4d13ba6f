from channels.generic.websocket import JsonWebsocketConsumer

from .models import Order


class OrderConsumer(JsonWebsocketConsumer):
    def connect(self):
        self.send_json({'orders': Order.objects.count()})
