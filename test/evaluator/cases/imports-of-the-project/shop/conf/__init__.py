from .names import NAME as CONF_NAME
