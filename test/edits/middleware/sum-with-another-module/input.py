from .base import MIDDLEWARE as BASE

MIDDLEWARE = BASE + ["django.middleware.common.CommonMiddleware"]
