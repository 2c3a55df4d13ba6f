print(SECRET_KEY := "insecure")
