INSTALLED_APPS = ["django.contrib.auth"]
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]

try:
    import debug_toolbar
except ImportError:
    pass
else:
    INSTALLED_APPS.append("debug_toolbar")
    MIDDLEWARE.insert(0, "debug_toolbar.middleware.DebugToolbarMiddleware")
