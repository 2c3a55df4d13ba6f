SECRET_KEY += "a"
