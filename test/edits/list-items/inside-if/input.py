if DEBUG:
    INSTALLED_APPS = ["django.contrib.staticfiles"]
else:
    INSTALLED_APPS = ["django.contrib.admin", "django.contrib.staticfiles"]
