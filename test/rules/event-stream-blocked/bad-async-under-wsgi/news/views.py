import asyncio
import time

from django.http import StreamingHttpResponse


async def ticks():
    while True:
        yield f"data: {time.time()}\n\n"
        await asyncio.sleep(1)


def stream(request):
    return StreamingHttpResponse(ticks(), content_type="text/event-stream")
