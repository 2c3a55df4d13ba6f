from django.db import models


class Order(models.Model):
    title = models.CharField(max_length=100)


def titles():
    return [(order.pk, order.title) for order in Order.objects.all()]
