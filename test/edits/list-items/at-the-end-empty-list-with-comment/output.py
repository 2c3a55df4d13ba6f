INSTALLED_APPS = [
    # none yet
    "storages",
]
