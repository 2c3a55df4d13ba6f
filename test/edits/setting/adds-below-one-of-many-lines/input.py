STATICFILES_DIRS = [
    "a",
]
X = 1
