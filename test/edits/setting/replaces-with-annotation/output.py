SECRET_KEY: str = os.environ["SECRET_KEY"]
