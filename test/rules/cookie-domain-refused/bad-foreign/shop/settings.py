SECRET_KEY = "x"
ALLOWED_HOSTS = ["shop.herokuapp.com", "www.example.com"]
SESSION_COOKIE_DOMAIN = ".example.org"
