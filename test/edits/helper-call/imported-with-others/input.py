import os, django_heroku

django_heroku.settings(locals())
