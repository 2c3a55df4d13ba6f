if "DYNO" in os.environ:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.settings.production")
else:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shop.local")
