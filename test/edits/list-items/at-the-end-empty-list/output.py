INSTALLED_APPS = ["storages"]
