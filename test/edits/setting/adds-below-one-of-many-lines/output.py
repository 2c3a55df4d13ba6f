STATICFILES_DIRS = [
    "a",
]
STATIC_ROOT = BASE_DIR / "staticfiles"
X = 1
