class Base:
    MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
