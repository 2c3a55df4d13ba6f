from django.urls import path
from shop.health import healthz

urlpatterns = [
    # none yet
    path("healthz", healthz, name="healthz"),
]
