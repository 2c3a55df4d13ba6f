os.environ.setdefault("DJANGO_SETTINGS_MODULE", f"shop.settings.{name}")
