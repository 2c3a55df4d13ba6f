from django.urls import path as route

urlpatterns = [route("", home)]
