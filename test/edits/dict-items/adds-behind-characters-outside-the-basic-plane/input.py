NAME = "😀"
STORAGES = {"default": {"BACKEND": "a.😀"}}
