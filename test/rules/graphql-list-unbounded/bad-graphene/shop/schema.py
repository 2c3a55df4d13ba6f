import graphene
from graphene_django import DjangoListField
from graphene_django.fields import DjangoConnectionField


class Query(graphene.ObjectType):
    orders = graphene.List(OrderType)
