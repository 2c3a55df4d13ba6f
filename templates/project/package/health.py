from django.http import HttpResponse


def health(request):
    """Says that the app answers.

    It asks no database: a slow one must not make a monitor restart healthy processes.
    """
    return HttpResponse("ok", content_type="text/plain")
