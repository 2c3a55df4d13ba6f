SECRET_KEY = "x"
ALLOWED_HOSTS = ["shop.herokuapp.com", "www.example.com"]
INSTALLED_APPS = ["corsheaders"]
CORS_ORIGIN_WHITELIST = ["https://www.example.com/"]
