import os

if not (module := os.environ.get("DJANGO_SETTINGS_MODULE", "shop.settings")):
    raise SystemExit(1)
