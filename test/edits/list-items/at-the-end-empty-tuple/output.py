INSTALLED_APPS = ("storages",)
