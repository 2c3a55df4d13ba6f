INSTALLED_APPS = ["shop", "cart", "storages",]
