if X:
    STORAGES = {}
