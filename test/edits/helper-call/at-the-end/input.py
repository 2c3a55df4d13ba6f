import os

import django_heroku

DEBUG = False

STATIC_URL = "/static/"

# Activate Django-Heroku.
django_heroku.settings(locals())
