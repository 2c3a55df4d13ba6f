from django.db import models


class Timestamped(models.Model):
    created = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True)

    class Meta:
        abstract = True
