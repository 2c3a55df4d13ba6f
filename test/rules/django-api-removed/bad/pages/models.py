from django.db import models


class Note(models.Model):
    stars = models.IntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(check=models.Q(stars__gte=0), name='stars_not_negative'),
        ]
