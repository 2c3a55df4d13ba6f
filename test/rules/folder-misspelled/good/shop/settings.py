from pathlib import Path

BASE_DIR = Path(__file__).resolve().parent.parent
INSTALLED_APPS = ['django.contrib.staticfiles', 'orders']
ROOT_URLCONF = 'shop.urls'
TEMPLATES = [
    {'BACKEND': 'django.template.backends.django.DjangoTemplates', 'DIRS': [BASE_DIR / 'templates']},
]
STATICFILES_DIRS = [BASE_DIR / 'absent', '/srv/Assets']
