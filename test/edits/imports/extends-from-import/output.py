from django.contrib import admin
from django.urls import include, path

urlpatterns = [path("a", b)]
