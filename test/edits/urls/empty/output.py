from django.urls import path

from shop.health import healthz

urlpatterns = [path("healthz", healthz, name="healthz")]
