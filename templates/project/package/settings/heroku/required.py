def required(name):
    """Return the value of a config var that has no sensible default."""
    try:
        return os.environ[name]
    except KeyError:
        raise ImproperlyConfigured(f"{name} is not set: heroku config:set {name}=...") from None
