from django.db import models


class UpperField(models.CharField):
    def get_prep_value(self, value):
        return value and value.upper()


class Label(models.Model):
    text = UpperField(max_length=20)
