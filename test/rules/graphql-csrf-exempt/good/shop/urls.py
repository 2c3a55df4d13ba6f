from strawberry.django.views import GraphQLView
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

urlpatterns = [path("graphql/", GraphQLView.as_view(schema=schema))]
