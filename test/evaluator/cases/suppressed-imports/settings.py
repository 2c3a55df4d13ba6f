from contextlib import suppress

APPS = ["shop"]
with suppress(ImportError):
    from .local import *
with suppress(ImportError, AttributeError):
    import local_settings
    APPS.append("never")
with suppress(KeyError):
    APPS.append("first")
    APPS.append({}["second"])
