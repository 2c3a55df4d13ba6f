import environ

env = environ.Env()
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware"]
SESSION_COOKIE_SECURE = env.bool("SECURE_COOKIES", default=False)
