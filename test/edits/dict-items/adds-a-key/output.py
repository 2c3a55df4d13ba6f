STORAGES = {
    'staticfiles': {
        'OPTIONS': {},
        'BACKEND': "whitenoise.storage.CompressedManifestStaticFilesStorage",
    },
}
