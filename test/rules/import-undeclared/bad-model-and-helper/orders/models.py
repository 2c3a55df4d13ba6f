from django.db import models

from .codes import draw


class Order(models.Model):
    note = models.TextField()
