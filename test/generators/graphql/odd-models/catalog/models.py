import uuid

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.db import models as m

from .parts.labels import Label


class Country(m.Model):
    """The second model of this name."""

    title = m.CharField(max_length=20)


class Item(m.Model):
    uid = m.UUIDField(primary_key=True, default=uuid.uuid4)
    title = m.CharField(max_length=20)
    price = m.DecimalField(max_digits=6, decimal_places=2, null=True)
    amount = m.BigIntegerField(default=0)
    data = m.JSONField(default=dict)
    photo = m.FileField(blank=True)
    duration = m.DurationField(null=True)
    labels = m.ManyToManyField(Label, through="Tagging", related_name="items")
    similar = m.ManyToManyField("self", blank=True)
    parent = m.ForeignKey("self", null=True, on_delete=m.SET_NULL, related_name="children")
    notes = GenericRelation("Note")


class Tagging(m.Model):
    item = m.ForeignKey(Item, on_delete=m.CASCADE)
    label = m.ForeignKey(Label, on_delete=m.CASCADE, related_name="+")


class Book(Item):
    """Multi-table inheritance."""

    pages = m.PositiveIntegerField(default=1)


class CheapItem(Item):
    class Meta:
        proxy = True


class Note(m.Model):
    content_type = m.ForeignKey(ContentType, on_delete=m.CASCADE)
    object_id = m.CharField(max_length=40)
    owner = GenericForeignKey()


class Detail(m.Model):
    item = m.OneToOneField(Item, on_delete=m.CASCADE)
    text = m.TextField()
