STORAGES = {"staticfiles": STATIC}
