SECRET_KEY = "x"
ALLOWED_HOSTS = ["shop.herokuapp.com", "www.example.com"]
INSTALLED_APPS = ["corsheaders"]
CORS_ALLOWED_ORIGINS = ["https://www.example.com", "http://localhost:3000", "null"]
