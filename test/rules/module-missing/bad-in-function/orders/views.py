from django.shortcuts import render


def home(request):
    from .Prices import shown
    from .localtools import (
        marked,
    )

    return render(request, 'orders/home.html', {'prices': marked(shown)})


def old(request):
    from .gone import nothing

    return nothing
