def required(name):
    """The value of a config var; there is no default that would be right."""
    try:
        return os.environ[name]
    except KeyError:
        raise ImproperlyConfigured(f"Set it first: heroku config:set {name}=...") from None
