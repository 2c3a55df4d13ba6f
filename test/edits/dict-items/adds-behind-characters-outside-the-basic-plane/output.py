NAME = "😀"
STORAGES = {"default": {"BACKEND": "a.😀"}, "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
