from django.shortcuts import render

from .forms import OrderForm
from .models import Order


def home(request):
    return render(request, 'orders/home.html', {'form': OrderForm(), 'count': Order.objects.count()})


if __name__ == '__main__':
    print(Order.objects.count())
