# import django_heroku
DEBUG = False
