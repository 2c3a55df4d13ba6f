import os, sys, inspect


class Settings:
    @classmethod
    def load_settings(cls, module_name):
        self = cls()
        module = sys.modules[module_name]
        for name, value in inspect.getmembers(self):
            if name.isupper():
                setattr(module, name, value)


class Base(Settings):
    SECRET_KEY = os.environ["SECRET_KEY"]
    DEBUG = False
    ALLOWED_HOSTS = [".herokuapp.com"]
    INSTALLED_APPS = ["django.contrib.staticfiles"]
    ROOT_URLCONF = "mysite.urls"
    STATIC_URL = "static/"
    STATIC_ROOT = "staticfiles"


Base.load_settings(__name__)
