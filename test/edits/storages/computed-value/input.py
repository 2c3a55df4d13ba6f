DEFAULT_FILE_STORAGE = os.environ.get("FILES", "storages.backends.s3.S3Storage")
