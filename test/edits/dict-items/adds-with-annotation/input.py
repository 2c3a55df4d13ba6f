STORAGES: dict[str, dict[str, object]] = {
    "default": {"BACKEND": "a.B"},
}
