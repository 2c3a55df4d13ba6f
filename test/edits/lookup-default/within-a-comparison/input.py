DEBUG = os.environ.get("DEBUG", True) in (True, "True")
