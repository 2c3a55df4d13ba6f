INSTALLED_APPS = ["blog.apps.BlogConfig"]
