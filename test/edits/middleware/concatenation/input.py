MIDDLEWARE = ["first.Middleware"] + [
    "django.middleware.security.SecurityMiddleware",
] + LAST
