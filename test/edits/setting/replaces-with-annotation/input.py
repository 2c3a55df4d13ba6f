SECRET_KEY: str = "x"
