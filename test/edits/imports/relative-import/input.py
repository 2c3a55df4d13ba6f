from django.contrib import admin

urlpatterns = []
