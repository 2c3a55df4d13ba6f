import django_heroku

TEST_RUNNER = "django_heroku.HerokuDiscoverRunner"
django_heroku.settings(locals())
