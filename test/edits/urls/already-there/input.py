from django.urls import path

urlpatterns = [path("healthz", view)]
