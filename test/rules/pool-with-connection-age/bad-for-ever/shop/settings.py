DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "shop",
        "CONN_MAX_AGE": None,
        "OPTIONS": {"pool": {"max_size": 4}},
    }
}
