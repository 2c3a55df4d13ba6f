if PRODUCTION: MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"]
