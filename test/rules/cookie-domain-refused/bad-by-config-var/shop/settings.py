import os

SECRET_KEY = "x"
ALLOWED_HOSTS = ["shop.herokuapp.com", "www.example.com"]
SESSION_COOKIE_DOMAIN = os.environ.get("COOKIE_DOMAIN")
