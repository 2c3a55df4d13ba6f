from django.db import models


class Greeting(models.Model):
    """A visit to the /db/ page."""

    when = models.DateTimeField("date created", auto_now_add=True)

    def __str__(self):
        return f"Greeting at {self.when:%Y-%m-%d %H:%M}"
