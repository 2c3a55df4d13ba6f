SECRET_KEY = "x"
ALLOWED_HOSTS = ["shop.herokuapp.com", "www.example.com"]
INSTALLED_APPS = ["django.contrib.auth", "allauth.socialaccount"]
SESSION_COOKIE_SAMESITE = "Strict"
