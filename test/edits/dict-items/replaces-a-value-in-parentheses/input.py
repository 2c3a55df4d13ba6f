STORAGES = {
    "staticfiles": {
        "BACKEND": ("a"
                    ".B"),
    },
}
