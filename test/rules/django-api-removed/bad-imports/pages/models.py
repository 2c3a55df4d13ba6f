from django.db import models
from django.dispatch import Signal
from django.utils.encoding import force_text, smart_str
from django.utils.translation import ugettext_lazy as _

saved = Signal(providing_args=['note'])


class Note(models.Model):
    title = models.CharField(_('title'), max_length=100)

    def __str__(self):
        return force_text(smart_str(self.title))
