SECRET_KEY = "x"
ALLOWED_HOSTS = ["shop.herokuapp.com", "www.example.com"]
CSRF_TRUSTED_ORIGINS = ["http://www.example.com"]
