from importlib import import_module

import plugins

for name in plugins.names():
    globals()[name] = plugins.value(name)
STATIC_URL = "static/"
