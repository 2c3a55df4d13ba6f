from django.urls import include, path

from orders import Views

urlpatterns = [path('', Views.home), path('api/', include('orders.Api'))]
