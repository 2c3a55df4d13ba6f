import django_on_heroku

DEBUG = False
django_on_heroku.settings(locals())
