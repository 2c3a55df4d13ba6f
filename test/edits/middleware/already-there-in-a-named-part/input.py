FIRST = ["django.middleware.security.SecurityMiddleware", "whitenoise.middleware.WhiteNoiseMiddleware"]
MIDDLEWARE = FIRST + ["django.middleware.common.CommonMiddleware"]
