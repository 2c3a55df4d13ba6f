import logging

from django_ratelimit.decorators import ratelimit


@ratelimit(key="ip", rate="5/m")
def login(request):
    logging.info(request.META["REMOTE_ADDR"])
