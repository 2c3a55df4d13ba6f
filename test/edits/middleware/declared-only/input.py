MIDDLEWARE: list[str]
