from django.urls import path

from news.views import stream

urlpatterns = [path("stream/", stream)]
