from django.shortcuts import render


def home(request):
    return render(request, 'orders/home.html')


def total(order):
    try:
        return order.total
    except KeyError, error:
        print "no total", error
