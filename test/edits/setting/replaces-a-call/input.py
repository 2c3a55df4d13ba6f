SECRET_KEY = config(
    "SECRET_KEY",
    default="insecure",
)
