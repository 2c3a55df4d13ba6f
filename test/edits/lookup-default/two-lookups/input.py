DEBUG = flag("DEBUG", True) or flag("TESTING", True)
