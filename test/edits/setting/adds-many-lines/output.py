DEBUG = False
CACHES = {
    "default": None,
}
X = 1
