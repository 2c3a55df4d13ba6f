# Django's own set-up prints no traceback once DEBUG is off. Heroku keeps what goes to the
# console, and adds time and dyno itself.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # Errors only: crawlers make a 404 out of everything.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
