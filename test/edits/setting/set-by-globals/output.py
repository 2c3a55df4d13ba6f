SECRET_KEY = os.environ["SECRET_KEY"]
globals()["SECRET_KEY"] = "other"
