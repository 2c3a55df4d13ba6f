STORAGES = {"staticfiles": {"BACKEND": "a.B", "OPTIONS": {}}}
