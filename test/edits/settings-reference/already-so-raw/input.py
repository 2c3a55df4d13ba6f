import os

os.environ.setdefault('DJANGO_SETTINGS_MODULE', r'shop.settings.production')
