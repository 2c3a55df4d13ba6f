INSTALLED_APPS = ["orders"]
