SECRET_KEY = "x"
ALLOWED_HOSTS = ["shop.herokuapp.com", "www.example.com"]
CSRF_COOKIE_DOMAIN = "https://www.example.com"
