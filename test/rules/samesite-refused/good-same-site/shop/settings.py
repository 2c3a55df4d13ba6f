SECRET_KEY = "x"
ALLOWED_HOSTS = ["shop.herokuapp.com", "www.example.com"]
CORS_ALLOW_CREDENTIALS = True
CORS_ALLOWED_ORIGINS = ["https://app.example.com"]
