class Base:
    STATICFILES_STORAGE = "a.B"
