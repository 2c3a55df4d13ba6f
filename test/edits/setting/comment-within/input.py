SECRET_KEY = (
    "a"  # half
    "b"
)
