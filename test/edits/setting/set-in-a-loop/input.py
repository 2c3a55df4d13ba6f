for SECRET_KEY in keys:
    SECRET_KEY = SECRET_KEY.strip()
