from django.shortcuts import render

from .lib import prices
from .localtools import shown


def home(request):
    return render(request, 'orders/home.html', {'prices': shown(prices)})
