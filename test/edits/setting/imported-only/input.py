from .secrets import SECRET_KEY
