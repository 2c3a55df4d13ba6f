SECRET_KEY = "x"
ALLOWED_HOSTS = ["shop.herokuapp.com", "www.example.com"]
CORS_ALLOWED_ORIGINS = ["https://front.vercel.app"]
SESSION_COOKIE_SAMESITE = "Strict"
