DEBUG, SECRET_KEY = True, "a"
