from django_ratelimit.decorators import ratelimit


@ratelimit(key="ip", rate="5/m")
def login(request):
    pass
