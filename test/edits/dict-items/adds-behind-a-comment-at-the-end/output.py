STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
    },  # uploads
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
    # static files follow
}
