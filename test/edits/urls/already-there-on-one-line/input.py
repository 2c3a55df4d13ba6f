from django.contrib import admin
from django.urls import path

urlpatterns = [path("healthz", up), path("admin/", admin.site.urls)]
