import os

if os.environ.get("ENV") == "HEROKU":
    import django_heroku
    django_heroku.settings(locals())
    DEBUG = False
