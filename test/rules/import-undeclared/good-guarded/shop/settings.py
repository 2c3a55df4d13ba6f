try:
    import debug_toolbar
except ImportError:
    debug_toolbar = None
