def force_text(value, check=None):
    return value
