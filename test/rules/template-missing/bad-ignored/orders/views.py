from django.shortcuts import render
from django.template import loader


def home(request):
    return render(request, 'orders/home.html', {'mail': loader.get_template('mail/receipt.txt')})


def basket(request):
    return render(request, 'orders/basket.html')
