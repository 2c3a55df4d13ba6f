import strawberry
import strawberry_django
from strawberry_django.pagination import OffsetPaginated


@strawberry.type
class Query:
    orders: OffsetPaginated[Order] = strawberry_django.offset_paginated()
