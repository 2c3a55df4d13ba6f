import threading

from django.http import HttpResponse

threading.Thread(target=print).start()


def home(request):
    return HttpResponse('')
