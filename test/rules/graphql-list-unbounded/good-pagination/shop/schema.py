import strawberry
import strawberry_django
from strawberry_django.pagination import OffsetPaginated


@strawberry.type
class Query:
    orders: list[Order] = strawberry_django.field(pagination=True)
