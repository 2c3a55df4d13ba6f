from django.urls import path as route
from shop.health import healthz

urlpatterns = [route("healthz", healthz, name="healthz"), route("", home)]
