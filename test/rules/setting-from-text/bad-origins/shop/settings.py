import os

SECRET_KEY = "x"
CSRF_TRUSTED_ORIGINS = os.getenv("ORIGINS", "https://www.example.com")
