"""Pays, as in:

import stripe
"""


def index(request):
    return None
