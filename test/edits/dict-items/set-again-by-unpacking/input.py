STORAGES = {"staticfiles": {"BACKEND": "a"}, **MORE}
