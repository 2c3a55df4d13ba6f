STORAGES = {
    "default": {
        "BACKEND": "a",
    },
}
