from django.contrib import admin
from django.urls import path

urlpatterns = [path(name, view) for name, view in VIEWS]
