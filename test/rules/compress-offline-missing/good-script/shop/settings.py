INSTALLED_APPS = [
    "compressor","django.contrib.staticfiles", "shop"]
STATIC_URL = "static/"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

COMPRESS_OFFLINE = True
