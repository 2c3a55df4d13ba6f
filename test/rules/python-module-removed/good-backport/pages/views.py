import cgi
import distutils.util

from django.http import HttpResponse


def home(request):
    return HttpResponse("hello")
