from django.contrib import admin
from django.urls import path

urlpatterns: list[URLPattern] = [
    path("admin/", admin.site.urls),
]
