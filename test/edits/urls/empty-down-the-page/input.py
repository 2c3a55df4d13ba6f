from django.urls import path

urlpatterns = [
    # none yet
]
