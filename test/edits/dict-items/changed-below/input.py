STORAGES = {}
STORAGES["staticfiles"] = {"BACKEND": "a"}
