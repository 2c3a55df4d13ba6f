MIDDLEWARE = ["django.middleware.security.SecurityMiddleware"] + ["django.middleware.security.SecurityMiddleware"]
