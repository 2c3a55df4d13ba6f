MIDDLEWARE = [one for one in ALL]
