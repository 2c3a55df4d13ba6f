STORAGES = {"staticfiles": {}, "staticfiles": {}}
