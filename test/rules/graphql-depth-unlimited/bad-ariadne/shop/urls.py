from ariadne_django.views import GraphQLView
from django.conf import settings
from django.urls import path

urlpatterns = [path("graphql/", GraphQLView.as_view(schema=schema))]
