STORAGES = {"staticfiles": {"BACKEND": "a"}}
X = STORAGES["staticfiles"]
