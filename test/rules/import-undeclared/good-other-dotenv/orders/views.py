import stripe


def index(request):
    return stripe.Charge.list()
