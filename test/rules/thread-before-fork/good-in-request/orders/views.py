import threading

from django.http import HttpResponse

later = threading.Thread(target=print)


def home(request):
    threading.Thread(target=print).start()
    return HttpResponse('')
