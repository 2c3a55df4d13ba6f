STORAGES = {
    "default": {
        "BACKEND": os.environ.get("FILES", "storages.backends.s3.S3Storage"),
    },
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",
    },
}
