MIDDLEWARE = build("django.middleware.security.SecurityMiddleware")
