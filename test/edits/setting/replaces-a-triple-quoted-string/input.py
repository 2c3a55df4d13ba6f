SECRET_KEY = """insecure
key"""
