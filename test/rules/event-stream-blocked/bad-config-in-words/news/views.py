import time

from django.http import StreamingHttpResponse


def ticks():
    while True:
        yield f"data: {time.time()}\n\n"
        time.sleep(1)


def stream(request):
    return StreamingHttpResponse(ticks(), content_type="text/event-stream")
