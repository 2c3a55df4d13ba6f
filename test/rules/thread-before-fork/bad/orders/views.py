import threading
from queue import Queue

from django.http import HttpResponse

orders = Queue()


def work():
    while True:
        orders.get()


threading.Thread(target=work, daemon=True).start()


def home(request):
    orders.put(request.path)
    return HttpResponse('')
