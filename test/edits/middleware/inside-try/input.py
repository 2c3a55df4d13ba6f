try:
    MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
except Exception:
    raise
