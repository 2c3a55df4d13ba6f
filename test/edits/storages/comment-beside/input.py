STATICFILES_STORAGE = "a.B"  # hashed
DEFAULT_FILE_STORAGE = "c.D"  # uploads
