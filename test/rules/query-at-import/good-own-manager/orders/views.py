from django.shortcuts import render

from .models import Order

TITLE = Order.objects.get().title


def home(request):
    return render(request, 'orders/home.html')
