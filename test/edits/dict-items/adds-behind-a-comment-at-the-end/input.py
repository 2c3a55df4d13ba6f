STORAGES = {
    "default": {
        "BACKEND": "storages.backends.s3.S3Storage",
    },  # uploads
    # static files follow
}
