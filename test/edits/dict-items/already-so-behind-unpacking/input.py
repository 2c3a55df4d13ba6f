STORAGES = {
    **COMMON,
    "staticfiles": {**OPTIONS, "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
