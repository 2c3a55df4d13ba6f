import django_heroku

DATABASES = {}

django_heroku.settings(locals())
