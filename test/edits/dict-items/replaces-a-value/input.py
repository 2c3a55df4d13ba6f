STORAGES = {
    "default": {"BACKEND": "a"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage",  # plain
    },
}
