from django.shortcuts import render

from . import _version, messages, orders_pb2
from .sizes import shown


def home(request):
    return render(request, 'orders/home.html', {'prices': shown(messages)})
