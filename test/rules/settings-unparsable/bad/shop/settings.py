DEBUG = False
ALLOWED_HOSTS = ["example.com"
STATIC_URL = "static/"
