import os

from django.conf import \
    settings

X = os.environ["X"]
