CSRF_TRUSTED_ORIGINS = ["https://www.example.com", "https://*.example.org"]
