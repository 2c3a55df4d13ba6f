DEBUG = flag("DEBUG", True)
DEBUG = flag("OTHER", True)
