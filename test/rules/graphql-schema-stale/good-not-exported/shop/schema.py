import strawberry
import strawberry_django
from cart.models import Order as OrderModel


@strawberry_django.type(OrderModel)
class Order:
    pk: strawberry.ID
    total_price: strawberry.auto

    @strawberry_django.field
    def page_count(self) -> int:
        return 1
