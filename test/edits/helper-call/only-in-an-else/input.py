import os

import django_heroku

if "DEVELOPMENT" in os.environ:
    DEBUG = True
else:
    django_heroku.settings(locals())
