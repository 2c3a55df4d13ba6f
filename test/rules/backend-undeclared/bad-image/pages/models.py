from django.db import models


class Note(models.Model):
    picture = models.ImageField()
