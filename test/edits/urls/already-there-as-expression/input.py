from django.urls import re_path

urlpatterns = [re_path(r"^healthz$", view)]
