SECRET_KEY = (
    "insecure"  # of the demo
)
