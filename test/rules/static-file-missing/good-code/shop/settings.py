from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
INSTALLED_APPS = ['django.contrib.staticfiles', 'orders']
ROOT_URLCONF = 'shop.urls'
STATIC_URL = 'static/'
STATICFILES_DIRS = [BASE_DIR / 'assets']
STORAGES = {
    'default': {'BACKEND': 'django.core.files.storage.FileSystemStorage'},
    'staticfiles': {'BACKEND': 'whitenoise.storage.CompressedManifestStaticFilesStorage'},
}
