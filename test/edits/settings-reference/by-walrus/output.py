import os

if not (module := os.environ.get("DJANGO_SETTINGS_MODULE", "shop.settings.production")):
    raise SystemExit(1)
