INSTALLED_APPS = ["shop.apps.ShopStaticFilesConfig"]
