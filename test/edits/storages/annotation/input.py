STATICFILES_STORAGE: str = "whitenoise.storage.CompressedManifestStaticFilesStorage"
