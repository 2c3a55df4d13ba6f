from django.http import HttpResponse


def home(request):
    import cgi

    return HttpResponse(cgi.parse_header('text/html'))
