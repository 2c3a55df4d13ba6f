DEBUG = False

try:
    import django_heroku
    django_heroku.settings(locals())
except ImportError:
    pass
