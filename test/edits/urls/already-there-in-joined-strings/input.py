from django.contrib import admin
from django.urls import path

urlpatterns = [path("health" "z", up)]
