import environ

env = environ.Env()
SECRET_KEY = "x"
SECURE_SSL_REDIRECT = env.bool("SSL_REDIRECT", True)
ALLOWED_HOSTS = env.list("HOSTS", default=[])
