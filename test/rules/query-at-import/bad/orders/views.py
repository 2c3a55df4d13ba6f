from django.shortcuts import render

from .forms import OrderForm
from .models import Order


def home(request, newest=Order.objects.latest('pk')):
    return render(request, 'orders/home.html', {'form': OrderForm(), 'newest': newest})
