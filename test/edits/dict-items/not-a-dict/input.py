STORAGES = storages()
