STORAGES = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}, "default": {"BACKEND": "storages.backends.s3.S3Storage"}}
