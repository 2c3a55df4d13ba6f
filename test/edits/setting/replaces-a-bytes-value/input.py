SECRET_KEY = b"insecure"
