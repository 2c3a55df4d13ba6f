STORAGES = {
      "default": {"BACKEND": "a.B"}
    , "media": {"BACKEND": "a.B"}
    , "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
}
