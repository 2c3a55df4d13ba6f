STORAGES = {
    "staticfiles": {
        "BACKEND": "a.B" if DEBUG else "c.D",
    },
}
