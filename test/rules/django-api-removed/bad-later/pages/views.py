from django.http import HttpResponse
from django.utils import timezone


def home(request):
    return HttpResponse(str(timezone.now().astimezone(timezone.utc)))
