ALLOWED_HOSTS = ["www.example.com"]
