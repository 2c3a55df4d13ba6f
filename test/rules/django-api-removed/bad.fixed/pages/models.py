from django.db import models


class Note(models.Model):
    stars = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(stars__gte=0), name='stars_not_negative'),
        ]
