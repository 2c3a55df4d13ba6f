import django_heroku as heroku

DEBUG = False

heroku.settings(config=locals(), staticfiles=False)

X = 1
