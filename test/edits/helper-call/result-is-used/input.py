import django_heroku

found = django_heroku.settings(locals())
