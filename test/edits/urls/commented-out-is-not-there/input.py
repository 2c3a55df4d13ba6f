from django.contrib import admin
from django.urls import path

urlpatterns = [
    # path("healthz", healthz),
    path("admin/", admin.site.urls),
]
