SECRET_KEY = "insecure"
for SECRET_KEY in KEYS:
    pass
