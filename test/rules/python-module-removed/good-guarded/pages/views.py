import sys

try:
    import imghdr
except ImportError:
    imghdr = None

if sys.version_info < (3, 13):
    import cgi

from django.http import HttpResponse


def home(request):
    return HttpResponse("hello")
