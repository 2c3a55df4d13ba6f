"""Settings: base is shared, local is for development, <%- production %> for production."""

import os

# A config var or a tool may still name this package, as it named the one settings file before.
if os.environ.get("DJANGO_SETTINGS_MODULE") == __name__:
    if "DYNO" in os.environ:
        from .<%- production %> import *  # noqa: F403
    else:
        from .local import *  # noqa: F403
