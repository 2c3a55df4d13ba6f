class Base:
    STORAGES = {"staticfiles": {"BACKEND": "a.B"}}
