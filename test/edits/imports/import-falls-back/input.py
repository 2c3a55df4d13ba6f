try:
    import os
except ImportError:
    os = None
