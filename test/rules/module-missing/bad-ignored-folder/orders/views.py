from django.shortcuts import render

from lib.prices import shown
from lib.sizes import shoes


def home(request):
    return render(request, 'orders/home.html', {'prices': shown(shoes)})
