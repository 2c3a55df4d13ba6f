DEBUG = config(
    "DEBUG",
    # Off on Heroku.
    default=False,
)
