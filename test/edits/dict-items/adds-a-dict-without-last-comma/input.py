STORAGES = {
  "default": {"BACKEND": "a"}  # files
}
