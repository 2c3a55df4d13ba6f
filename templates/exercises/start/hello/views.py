from django.shortcuts import render

from .models import Greeting


def index(request):
    return render(request, "hello/index.html")


def db(request):
    Greeting.objects.create()
    return render(request, "hello/db.html", {"greetings": Greeting.objects.order_by("-when")[:10]})
