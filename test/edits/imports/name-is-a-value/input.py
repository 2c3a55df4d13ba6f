os = None
