APPS += ["b"]
