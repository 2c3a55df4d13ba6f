# With DEBUG off, Django's default logging prints no tracebacks. Heroku collects everything that
# is printed to the console, and adds the time and the dyno.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "INFO", "propagate": False},
        # Errors only: crawlers cause countless 404 warnings.
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
    },
}
