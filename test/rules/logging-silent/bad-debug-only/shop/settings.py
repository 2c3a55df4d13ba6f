LOGGING = {
    "version": 1,
    "filters": {"debug": {"()": "django.utils.log.RequireDebugTrue"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["debug"]}},
    "root": {"handlers": ["console"], "level": "INFO"},
}
