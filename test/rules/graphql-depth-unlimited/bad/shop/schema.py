import strawberry
from strawberry.extensions import DisableIntrospection, QueryDepthLimiter
from strawberry_django.optimizer import DjangoOptimizerExtension

schema = strawberry.Schema(query=Query, extensions=[DisableIntrospection])
