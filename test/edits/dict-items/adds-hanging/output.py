STORAGES = {"default": {"BACKEND": "storages.backends.s3.S3Storage"},
            "media": {"BACKEND": "a.B"},
            "staticfiles": {
                "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
            }}
