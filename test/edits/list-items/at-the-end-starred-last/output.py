INSTALLED_APPS = [
    "shop",
    *MORE,
    "storages",
]
