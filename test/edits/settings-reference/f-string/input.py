import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"{NAME}.settings")
