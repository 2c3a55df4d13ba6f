from django_heroku import settings as heroku_settings

DEBUG = False

heroku_settings(locals())
