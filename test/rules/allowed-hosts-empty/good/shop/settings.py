ALLOWED_HOSTS = [".herokuapp.com", "localhost"]
