# Licence: MIT

# Debugging
DEBUG = os.getenv("DEBUG")
