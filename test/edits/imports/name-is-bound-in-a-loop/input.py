for os in systems:
    pass
