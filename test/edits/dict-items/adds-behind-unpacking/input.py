STORAGES = {
    **COMMON,
    "default": {"BACKEND": "a.B"},
}
