from django.conf import settings
from django.urls import path
from strawberry.django.views import GraphQLView

from shop.schema import schema

urlpatterns = [path("graphql/", GraphQLView.as_view(schema=schema))]
