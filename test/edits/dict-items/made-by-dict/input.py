STORAGES = dict(staticfiles={"BACKEND": "a.B"})
