INSTALLED_APPS = ("shop", "storages")
