SECRET_KEY = "insecure"
globals()["SECRET_KEY"] = "other"
