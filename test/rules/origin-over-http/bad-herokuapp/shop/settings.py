import os

SECRET_KEY = "x"
ALLOWED_HOSTS = ["shop.herokuapp.com", "www.example.com"]
CSRF_TRUSTED_ORIGINS = os.environ.get("ORIGINS", "").split(",")
