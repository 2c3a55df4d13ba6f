from django.contrib import admin
from django.urls import path

urlpatterns = [
    *router.urls,
    path("healthz", up),
]
