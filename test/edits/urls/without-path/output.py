from django.urls import re_path, path

from . import views

from shop.health import healthz

urlpatterns = [path('healthz', healthz, name='healthz'), re_path(r'^$', views.home)]
