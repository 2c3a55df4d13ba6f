SECRET_KEY = f"insecure-{NAME}"
