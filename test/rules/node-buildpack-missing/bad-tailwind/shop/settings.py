SECRET_KEY = "x"
INSTALLED_APPS = ["tailwind", "theme"]
