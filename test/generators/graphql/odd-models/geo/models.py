from django.db import models


class Country(models.Model):
    code = models.CharField(max_length=2, primary_key=True)
    name = models.CharField(max_length=50)


class Query(models.Model):
    """A name that GraphQL needs itself."""

    text = models.TextField()


class News(models.Model):
    size = models.IntegerField(choices=[(1, "small"), (2, "large")], null=True, blank=True)
