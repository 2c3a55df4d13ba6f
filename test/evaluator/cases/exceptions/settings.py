from contextlib import suppress

try:
    from .local import *
except ImportError:
    LOCAL = False
with suppress(ImportError, AttributeError):
    from local_settings import *
    AFTER = 1
try:
    int("x")
except (TypeError, ValueError) as error:
    MESSAGE = str(error)
else:
    MESSAGE = "none"
finally:
    DONE = True

class Mine(KeyError):
    pass

def fail():
    try:
        raise Mine("why")
    except LookupError:
        return "caught"
    finally:
        pass

CAUGHT = fail()
try:
    {}["a"]
except KeyError as e:
    KEY = e.args[0]
try:
    open("nowhere/to/be/found.txt")
except OSError as e:
    ERRNO = e.errno
try:
    from local_settings import *
except ImportError as e:
    MISSING = e.name
