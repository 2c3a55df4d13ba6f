SECRET_KEY = (key := "insecure")
