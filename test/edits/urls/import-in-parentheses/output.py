from django.urls import (
    include,
    re_path,
    path,
)
from shop.health import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    re_path(r"^cart/", include("cart.urls")),
]
