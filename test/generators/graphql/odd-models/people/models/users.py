from django.contrib.auth.models import AbstractUser
from django.db import models

from .base import Timestamped


class User(Timestamped, AbstractUser):
    class Level(models.TextChoices):
        NEW = "new", "New"
        OLD = "old", "Old"

    note = None
    name = models.CharField(max_length=50)
    phone = models.CharField(max_length=20, blank=True)
    api_token = models.CharField(max_length=40, blank=True)
    level = models.CharField(max_length=3, choices=Level.choices, default=Level.NEW)
