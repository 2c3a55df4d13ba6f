CSRF_TRUSTED_ORIGINS = ["www.example.com"]
