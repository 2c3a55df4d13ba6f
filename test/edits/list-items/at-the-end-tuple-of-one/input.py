INSTALLED_APPS = ("shop",)
