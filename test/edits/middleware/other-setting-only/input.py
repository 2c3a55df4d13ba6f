MIDDLEWARE_CLASSES = ["django.middleware.security.SecurityMiddleware"]
