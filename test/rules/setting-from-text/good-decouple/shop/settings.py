from decouple import Csv, config

SECRET_KEY = "x"
SECURE_SSL_REDIRECT = config("SSL_REDIRECT", default=True, cast=bool)
ALLOWED_HOSTS = config("HOSTS", default="", cast=Csv())
