class os:
    pass
