STORAGES = {
      "default": {"BACKEND": "a.B"}
    , "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
}
