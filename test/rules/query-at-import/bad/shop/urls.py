from django.urls import path

from orders import views
from orders.models import Order

urlpatterns = [path('', views.home)]
for order in Order.objects.filter(title__isnull=False):
    urlpatterns.append(path(order.title, views.home))
