import os

from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application

from orders.limits import LIMIT

os.environ.setdefault('DJANGO_SETTINGS_MODULE', 'shop.settings')
http = get_asgi_application()

from orders.consumers import OrderConsumer

application = ProtocolTypeRouter({'http': http})
