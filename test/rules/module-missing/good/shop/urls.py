from django.urls import include, path

from orders import views
from orders.models import Order

urlpatterns = [path('', views.home), path('api/', include('orders.api'))]
