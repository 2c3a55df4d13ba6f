STORAGES = {
    "staticfiles": {
        "BACKEND": (
            "a"  # one
            "b"
        ),
    },
}
