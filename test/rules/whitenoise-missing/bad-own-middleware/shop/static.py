# Not WhiteNoise.


class StaticFiles:
    pass
