SECRET_KEY = "x"
ALLOWED_HOSTS = ["shop.herokuapp.com", "www.example.com"]
SECURE_SSL_REDIRECT = True
CORS_ALLOWED_ORIGINS = [
    "http://localhost:3000",
    "http://front.example.com",
]
