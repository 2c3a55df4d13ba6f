import logging.config

LOGGING_CONFIG = None
logging.config.dictConfig({"version": 1})
