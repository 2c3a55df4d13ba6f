from django.contrib import admin
from django.urls import path

urlpatterns = [
    # The admin.
    path("admin/", admin.site.urls),
]
