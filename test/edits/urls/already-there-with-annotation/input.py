from django.contrib import admin
from django.urls import path

urlpatterns: list = [
    path(route="healthz", view=healthz),
]
