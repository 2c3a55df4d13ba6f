from django.http import HttpResponse


def health(request):
    """Return 200 to show that the app is up.

    Don't query the database here: if it is slow, a monitor must not restart healthy processes.
    """
    return HttpResponse("ok", content_type="text/plain")
