# hashed
STORAGES = {
    "default": {
        "BACKEND": "c.D",
    },
    "staticfiles": {
        "BACKEND": "a.B",
    },
}  # uploads
