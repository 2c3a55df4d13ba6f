from django.contrib.gis.db.models import PointField
from django.db import models


class Place(models.Model):
    at = PointField()
