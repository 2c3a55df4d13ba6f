from django.urls import path as p
