LOGGING = {
    "version": 1,
    "handlers": {
        "console": {"class": "logging.StreamHandler"},
        "unused": {"class": "logging.FileHandler", "filename": "app.log"},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
}
