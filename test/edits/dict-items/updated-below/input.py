STORAGES = {}
STORAGES.update(more)
