from django.contrib import admin
from django.urls import path

urlpatterns = [
    *router.urls,
    path("admin/", admin.site.urls),
]
