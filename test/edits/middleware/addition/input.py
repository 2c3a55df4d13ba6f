from .base import *

MIDDLEWARE += [
    "django.middleware.security.SecurityMiddleware",
]
