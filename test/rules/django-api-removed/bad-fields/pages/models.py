from django.contrib.postgres.fields import CIEmailField, JSONField
from django.db import models


class Note(models.Model):
    done = models.NullBooleanField()
    mail = CIEmailField()
    data = JSONField()

    class Meta:
        index_together = [('done', 'mail')]
