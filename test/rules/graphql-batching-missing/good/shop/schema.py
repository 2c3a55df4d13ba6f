import strawberry
import strawberry_django
from cart.models import Order
from strawberry_django.optimizer import DjangoOptimizerExtension


@strawberry_django.type(Order)
class OrderType:
    name: strawberry.auto


schema = strawberry.Schema(query=Query, extensions=[DjangoOptimizerExtension])
