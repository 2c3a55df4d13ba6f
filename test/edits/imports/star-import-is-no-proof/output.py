from django.urls import *
from django.urls import path

urlpatterns = []
