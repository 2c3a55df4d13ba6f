import django_heroku

if prepare():
    django_heroku.settings(locals())
