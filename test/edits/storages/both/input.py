DEFAULT_FILE_STORAGE = 'storages.backends.s3.S3Storage'  # uploads

STATIC_URL = 'static/'
STATICFILES_STORAGE = 'whitenoise.storage.CompressedStaticFilesStorage'
