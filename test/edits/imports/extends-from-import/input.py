from django.contrib import admin
from django.urls import include

urlpatterns = [path("a", b)]
