ALLOWED_HOSTS = [
    "www.example.com"
    ".herokuapp.com",
]
CSRF_TRUSTED_ORIGINS = [
    "https://www.example.com"
    "https://example.com",
]
INSTALLED_APPS = []
