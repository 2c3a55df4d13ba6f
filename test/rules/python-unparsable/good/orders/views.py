from django.shortcuts import render


def home(request):
    return render(request, 'orders/home.html')


def say(order):
    print("except KeyError, error:")
    """
    print "a"
    """
