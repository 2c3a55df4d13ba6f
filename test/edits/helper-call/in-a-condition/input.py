import os

DEBUG = False

if "DYNO" in os.environ:
    import django_heroku

    django_heroku.settings(locals())

LOGIN_URL = "/login/"
