DEBUG = "a b".replace("a", "b") == flag("DEBUG", True)
