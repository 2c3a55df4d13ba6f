try:
    import stripe
except ImportError:
    stripe = None


def index(request):
    return stripe.Charge.list()
