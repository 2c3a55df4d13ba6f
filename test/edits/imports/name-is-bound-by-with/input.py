with open("x") as os:
    pass
