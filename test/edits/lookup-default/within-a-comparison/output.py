DEBUG = os.environ.get("DEBUG", False) in (True, "True")
