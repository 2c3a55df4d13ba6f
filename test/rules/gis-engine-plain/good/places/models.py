from django.contrib.gis.db import models


class Place(models.Model):
    at = models.PointField()
