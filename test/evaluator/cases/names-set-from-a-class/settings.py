import inspect
import sys


class Settings:
    @classmethod
    def load_settings(cls, module_name):
        self = cls()
        module = sys.modules[module_name]
        for name, value in inspect.getmembers(self):
            if name.isupper():
                setattr(module, name, value)


class Base(Settings):
    DEBUG = False


Base.load_settings(__name__)
