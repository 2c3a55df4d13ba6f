import graphene
from cart.models import Order
from graphene_django import DjangoObjectType


class OrderType(DjangoObjectType):
    class Meta:
        model = Order
        fields = ["name"]


schema = graphene.Schema(query=Query)
