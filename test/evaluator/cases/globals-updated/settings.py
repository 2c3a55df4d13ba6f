import plugins

KNOWN = {"DEBUG": False}
globals().update(KNOWN)
globals().update(plugins.values())
