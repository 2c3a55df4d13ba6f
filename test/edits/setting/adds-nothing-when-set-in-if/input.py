if X:
    STATIC_ROOT = 'static'
