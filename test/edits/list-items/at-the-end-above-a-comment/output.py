INSTALLED_APPS = [
    "shop",
    "storages",
    # "cart",
]
