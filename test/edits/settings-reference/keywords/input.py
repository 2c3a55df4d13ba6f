os.environ.setdefault(key="DJANGO_SETTINGS_MODULE", value="shop.settings")
