STATICFILES_STORAGE = (
    "a"  # half
    "b"
)
