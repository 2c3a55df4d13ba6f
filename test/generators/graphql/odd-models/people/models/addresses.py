from django.conf import settings
from django.db import models

from people.models.base import Timestamped

__all__ = ["Address"]


class Address(Timestamped):
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE)
    city = models.CharField(max_length=50)
    country = models.ForeignKey("geo.Country", null=True, on_delete=models.PROTECT)


# class Removed(models.Model):
#     name = models.TextField()
