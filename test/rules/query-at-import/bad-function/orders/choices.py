from .models import Order


def titles():
    return first_titles(10)


def first_titles(count):
    return [(order.pk, order.title) for order in Order.objects.all()[:count]]
