STATICFILES_STORAGE = "whitenoise.storage." \
    "CompressedManifestStaticFilesStorage"
