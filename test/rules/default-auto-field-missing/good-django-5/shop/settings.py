INSTALLED_APPS = ["blog"]
