from contextlib import suppress

INSTALLED_APPS = ["django.contrib.staticfiles"]
with suppress(ImportError):
    import debug_toolbar

    INSTALLED_APPS.append("debug_toolbar")
