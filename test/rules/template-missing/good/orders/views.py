from django.shortcuts import render


def home(request):
    """See render(request, "orders/Home.html")."""
    return render(request, 'orders/home.html')


def page(request, name):
    return render(request, f'orders/{name}.html', using='orders\\x')
