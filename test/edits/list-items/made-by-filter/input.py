INSTALLED_APPS = list(filter(None, [
    "django.contrib.admin",
    "django.contrib.staticfiles",
    "debug_toolbar" if DEBUG else None,
]))
