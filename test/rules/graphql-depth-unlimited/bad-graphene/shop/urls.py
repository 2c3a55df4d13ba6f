from django.conf import settings
from django.urls import path
from graphene.validation import DisableIntrospection, depth_limit_validator
from graphene_django.views import GraphQLView

urlpatterns = [path("graphql/", GraphQLView.as_view(graphiql=False))]
