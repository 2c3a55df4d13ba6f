from django.db import models


class Post(models.Model):
    picture = models.ImageField()
