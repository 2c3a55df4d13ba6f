STORAGES = {
  "default": {"BACKEND": "a"},  # files
  "staticfiles": {
    "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
  }
}
