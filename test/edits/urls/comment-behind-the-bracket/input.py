from django.contrib import admin
from django.urls import path

urlpatterns = [  # noqa: RUF005
    path("admin/", admin.site.urls),
]
