INSTALLED_APPS = [
    "shop",
    "cart",  # the last
    "storages"
]
