SECRET_KEY = [
    "a",
    ["b"],
]
