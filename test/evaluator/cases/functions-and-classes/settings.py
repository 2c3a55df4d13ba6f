import functools, os

def flag(name, default="no", *rest, sep=",", **more):
    """Doc."""
    for value in ("yes", "true"):
        if os.environ.get(name, default).lower() == value:
            return True
    return False

def outer(prefix):
    def inner(name):
        return prefix + name
    return inner

@functools.lru_cache(maxsize=None)
def cached():
    global SEEN
    SEEN = True
    return 1

def numbers():
    yield 1
    yield from (2, 3)

class Base:
    KIND = "base"

    def __init__(self, name):
        self.name = name

    def title(self):
        return f"{self.KIND} {self.name}"

    @property
    def loud(self):
        return self.name.upper()

    @staticmethod
    def two():
        return 2

    @classmethod
    def kind(cls):
        return cls.KIND

class Derived(Base):
    KIND = "derived"

    def __init__(self, name):
        super().__init__(name + "!")

FLAG = flag("FLAG")
ON = flag("OFF", default="TRUE")
CLOSED = outer("a-")("b")
CACHED = cached()
GENERATED = list(numbers())
TITLE = Derived("x").title()
LOUD = Derived("x").loud
REST = [Derived.two(), Derived.kind(), getattr(Derived, "NONE", 3), hasattr(Base, "KIND")]
ADD = (lambda a, b=2: a + b)(1)

from enum import Enum, StrEnum


class Format(Enum):
    DEV = "dev"
    JSON = "json"


def chosen(kind, value):
    for one in kind:
        if one.value == value:
            return one
    raise ValueError(value)


FORMAT = [Format.DEV.value, chosen(Format, "json").name, Format("dev").name, Format["JSON"].value, Format.DEV == Format.DEV, Format.DEV == "dev"]
try:
    Format("xml")
except ValueError:
    NO_FORMAT = True


class Text(StrEnum):
    A = "a"


TEXT = Text.A == "a"
