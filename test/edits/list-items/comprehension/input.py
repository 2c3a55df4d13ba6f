INSTALLED_APPS = [app for app in ALL if app]
