SECRET_KEY = "x"
ALLOWED_HOSTS = ["shop.herokuapp.com", "www.example.com"]
if False:
    SESSION_COOKIE_DOMAIN = "localhost"
