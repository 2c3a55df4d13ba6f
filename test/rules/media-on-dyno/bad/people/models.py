from django.db import models


class Person(models.Model):
    avatar = models.ImageField(upload_to="avatars")
