MIDDLEWARE = [*FIRST, "django.middleware.security.SecurityMiddleware", *LAST]
