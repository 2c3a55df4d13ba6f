import imghdr
from distutils.util import strtobool

from django.http import HttpResponse


def home(request):
    return HttpResponse("hello")
