INSTALLED_APPS = [
    "shop",
    *MORE,
]
