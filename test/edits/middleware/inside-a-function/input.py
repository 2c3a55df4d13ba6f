def build():
    MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
    return MIDDLEWARE
