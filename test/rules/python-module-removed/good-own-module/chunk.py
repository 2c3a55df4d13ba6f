def split():
    return []
