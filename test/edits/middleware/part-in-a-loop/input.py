for one in ALL:
    MIDDLEWARE += [one]
