from whitenoise.middleware import WhiteNoiseMiddleware


class Base(WhiteNoiseMiddleware):
    pass


class StaticFiles(Base):
    pass
