from django.urls import re_path as url

from pages import views

urlpatterns = [url(r'^$', views.home)]
