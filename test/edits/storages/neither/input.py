STORAGES = {"default": {"BACKEND": "a"}}
