from .base import *

MIDDLEWARE += ["whitenoise.middleware.WhiteNoiseMiddleware"]
