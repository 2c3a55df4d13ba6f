STORAGES = COMMON | {"staticfiles": {"BACKEND": "a.B"}}
