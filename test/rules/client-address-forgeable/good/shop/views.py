from django.core.cache import cache


def address_of(request):
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR")
    if forwarded:
        return forwarded.split(",")[-1]
    return request.META.get("REMOTE_ADDR")


def login(request):
    cache.incr(address_of(request))
