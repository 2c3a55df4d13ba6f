import os

def need(name):
    value = os.environ.get(name)
    if not value:
        raise ValueError(f"Please set {name} first")
    return value

KEY = need("SHOP_KEY")
