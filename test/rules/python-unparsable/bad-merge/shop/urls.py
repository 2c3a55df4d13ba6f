from django.urls import path

from orders import views

<<<<<<< HEAD
urlpatterns = [path('', views.home)]
=======
urlpatterns = [path('shop/', views.home)]
>>>>>>> shop
