SECRET_KEY = "insecure"
del SECRET_KEY
