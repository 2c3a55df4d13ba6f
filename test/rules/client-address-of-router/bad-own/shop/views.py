from django.core.cache import cache


def login(request):
    key = "attempts:" + request.META["REMOTE_ADDR"]
    cache.set(key, cache.get(key, 0) + 1)
