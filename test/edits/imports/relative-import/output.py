from django.contrib import admin

from .health import healthz

urlpatterns = []
