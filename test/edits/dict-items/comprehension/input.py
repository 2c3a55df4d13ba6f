STORAGES = {name: {"BACKEND": "a.B"} for name in NAMES}
