import inspect

import plugins

inspect.currentframe().f_globals.update(plugins.values())
