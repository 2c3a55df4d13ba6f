from .payment import charge


def index(request):
    return charge()
