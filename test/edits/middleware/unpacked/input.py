MIDDLEWARE, APPS = ["django.middleware.security.SecurityMiddleware"], []
