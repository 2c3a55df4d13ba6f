MIDDLEWARE = list(["django.middleware.security.SecurityMiddleware"])
