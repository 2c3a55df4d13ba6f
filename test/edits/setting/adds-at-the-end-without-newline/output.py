DEBUG = False

STATIC_ROOT = BASE_DIR / "staticfiles"