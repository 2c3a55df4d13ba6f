def os():
    pass
