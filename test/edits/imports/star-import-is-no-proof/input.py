from django.urls import *

urlpatterns = []
