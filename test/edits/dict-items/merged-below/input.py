STORAGES = {"staticfiles": {"BACKEND": "a.B"}}
STORAGES |= {"default": {"BACKEND": "a.B"}}
