from configurations import Configuration

class Base(Configuration):
    DEBUG = True
    APPS = ["a"]

class Production(Base):
    DEBUG = False
    APPS = Base.APPS + ["b"]
