def required(name):
    """The value of a config var. There is no default: an app without it would look healthy and be broken."""
    try:
        return os.environ[name]
    except KeyError:
        raise ImproperlyConfigured(f"Set the config var first: heroku config:set {name}=...") from None
